"""Periods of whole days clash exactly where they share a day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from varsel.base.actors.rules import Period, clashes, holds, overlap

FIRST = date(2026, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(12)]


def period(start: int, length: int | None) -> Period:
    return DAYS[start], None if length is None else DAYS[start] + timedelta(days=length)


periods = st.builds(period, st.integers(0, 7), st.none() | st.integers(1, 4))


def test_a_period_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    some = (DAYS[2], DAYS[4])
    assert [day for day in DAYS if holds(some, day)] == DAYS[2:4]
    assert [day for day in DAYS if holds((DAYS[2], None), day)] == DAYS[2:]


@given(periods, periods)
def test_two_periods_overlap_exactly_where_they_share_a_day(one: Period, other: Period) -> None:
    assert overlap(one, other) == any(holds(one, day) and holds(other, day) for day in DAYS)


@given(periods, st.lists(periods, max_size=3))
def test_a_period_clashes_with_any_that_shares_a_day_with_it(new: Period, existing: list[Period]) -> None:
    assert clashes(new, existing) == any(overlap(new, other) for other in existing)
