"""Deadlines: Aliens Act s. 33(14) and the restitution period that mirrors it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.cases.rules.clocks import (
    ActKind,
    Clock,
    ClockError,
    ClockEvent,
    ClockRule,
    EventKind,
    acts,
    next_deadline,
    read_clock,
    standing,
)

REFLECTION = ClockRule.from_pack(
    "reflection",
    {
        "days": 30,
        "cap_days": 120,
        "grounds": ["special_reasons", "cooperates_on_return"],
        "decided_by": "immigration_service",
        "is_departure": True,
    },
    "Aliens Act s. 33(14)",
    "H",
)
STARTED = EventKind.STARTED
EXTENDED = EventKind.EXTENDED
ENDED = EventKind.ENDED


def started(on: date = date(2026, 11, 3), **more: object) -> ClockEvent:
    return ClockEvent(STARTED, on, **more)  # type: ignore[arg-type]


def extended(days: int, on: date = date(2026, 12, 1), ground: str = "special_reasons", **more: object) -> ClockEvent:
    return ClockEvent(EXTENDED, on, days, ground, **more)  # type: ignore[arg-type]


def clock_after(*events: ClockEvent) -> Clock:
    clock = read_clock(REFLECTION, events)
    assert clock is not None
    return clock


def refused(*events: ClockEvent) -> str:
    with pytest.raises(ClockError) as error:
        read_clock(REFLECTION, events)
    return error.value.code


def test_thirty_days_from_3_november_end_with_3_december() -> None:
    clock = clock_after(started())
    assert clock.last_day == date(2026, 12, 3)
    assert clock.days_left(date(2026, 11, 21)) == 12
    assert clock.cap_day == date(2027, 3, 3)


def test_the_last_day_belongs_to_the_period() -> None:
    clock = clock_after(started())
    assert clock.days_left(date(2026, 12, 3)) == 0
    assert not clock.has_passed(date(2026, 12, 3))
    assert clock.has_passed(date(2026, 12, 4))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2028, 2, 10), date(2028, 3, 11)),  # a leap year has a 29 February to count
        (date(2027, 2, 10), date(2027, 3, 12)),
        (date(2028, 2, 29), date(2028, 3, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),  # the clocks go back on 25 October: days are still days
        (date(2027, 3, 1), date(2027, 3, 31)),  # and forward on 28 March
        (date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_days_are_calendar_days_whatever_the_year_or_the_hour_does(start: date, last: date) -> None:
    assert clock_after(started(start)).last_day == last


def test_an_extension_counts_from_the_last_day_and_explains_itself() -> None:
    clock = clock_after(started(), extended(30))
    assert clock.last_day == date(2027, 1, 2)
    assert [(part.kind, part.days, part.ground) for part in clock.parts] == [
        (STARTED, 30, ""),
        (EXTENDED, 30, "special_reasons"),
    ]
    assert clock.days_to_give == 60


def test_the_cap_holds_for_all_extensions_together() -> None:
    assert clock_after(started(), extended(45), extended(45)).days_to_give == 0
    assert refused(started(), extended(45), extended(46)) == "beyond_cap"
    assert refused(started(), extended(91)) == "beyond_cap"


def test_the_first_deadline_may_be_set_later_only_on_a_ground_and_below_the_cap() -> None:
    assert clock_after(started(days=60, ground="special_reasons")).days_given == 60
    assert refused(started(days=60)) == "ground_not_in_rule"
    assert refused(started(days=121, ground="special_reasons")) == "beyond_cap"
    assert refused(started(days=29)) == "shorter_than_rule"


def test_an_extension_needs_days_a_ground_and_an_application_in_time() -> None:
    assert refused(started(), extended(0)) == "no_days"
    assert refused(started(), extended(30, ground="habit")) == "ground_not_in_rule"
    late = date(2026, 12, 4)
    assert refused(started(), extended(30, late)) == "asked_too_late"
    assert clock_after(started(), extended(30, late, asked_on=date(2026, 12, 3))).days_given == 60


def test_events_come_in_order_and_nothing_follows_the_end() -> None:
    assert read_clock(REFLECTION, []) is None
    assert refused(started(), started()) == "clock_already_started"
    assert refused(extended(30)) == "clock_not_started"
    assert refused(started(), ClockEvent(ENDED, date(2026, 11, 2))) == "before_last_event"
    end = ClockEvent(ENDED, date(2026, 11, 20))
    assert clock_after(started(), end).ended == date(2026, 11, 20)
    assert refused(started(), end, extended(30)) == "clock_ended"


def reasons(clock: Clock | None, today: date, *, is_decider: bool = True) -> dict[ActKind, tuple[bool, str]]:
    return {act.kind: (act.allowed, act.reason) for act in acts(clock, today, is_decider=is_decider)}


def test_before_the_start_only_the_deciding_body_may_start() -> None:
    today = date(2026, 11, 3)
    assert reasons(None, today) == {
        ActKind.START: (True, "may_start"),
        ActKind.EXTEND: (False, "not_started"),
        ActKind.END: (False, "not_started"),
    }
    assert reasons(None, today, is_decider=False)[ActKind.START] == (False, "not_the_decider")


def test_while_it_runs_it_may_be_extended_by_the_deciding_body_until_the_cap() -> None:
    today = date(2026, 12, 3)
    assert reasons(clock_after(started()), today)[ActKind.EXTEND] == (True, "may_extend")
    assert reasons(clock_after(started()), today, is_decider=False)[ActKind.EXTEND] == (False, "not_the_decider")
    assert reasons(clock_after(started(), extended(90)), today)[ActKind.EXTEND] == (False, "cap_reached")
    assert reasons(clock_after(started()), today)[ActKind.START] == (False, "already_started")


def test_after_the_last_day_only_an_application_from_before_it_may_be_decided() -> None:
    assert reasons(clock_after(started()), date(2026, 12, 4))[ActKind.EXTEND] == (True, "only_if_asked_in_time")


def test_an_ended_clock_allows_nothing_more() -> None:
    clock = clock_after(started(), ClockEvent(ENDED, date(2026, 11, 20)))
    assert {allowed for allowed, _ in reasons(clock, date(2026, 11, 21)).values()} == {False}


def test_the_next_deadline_is_the_earliest_of_those_nobody_has_ended() -> None:
    early, late = clock_after(started()), clock_after(started(), extended(30))
    ended = clock_after(started(date(2026, 1, 1)), ClockEvent(ENDED, date(2026, 1, 2)))
    assert next_deadline([late, early, ended]) is not None
    assert next_deadline([late, early, ended]).on == date(2026, 12, 3)  # type: ignore[union-attr]
    assert next_deadline([ended]) is None


@given(
    start=st.dates(date(2007, 1, 1), date(2100, 1, 1)),
    steps=st.lists(st.integers(1, 90), max_size=6),
    after=st.integers(-10, 200),
)
def test_no_sequence_of_extensions_ever_passes_the_cap(start: date, steps: list[int], after: int) -> None:
    events = [started(start)]
    for days in steps:
        try:
            read_clock(REFLECTION, [*events, extended(days, start)])
        except ClockError:
            continue
        events.append(extended(days, start))
    clock = clock_after(*events)
    assert clock.last_day <= clock.cap_day
    assert clock.last_day == start + timedelta(days=30 + sum(event.days for event in events[1:]))
    today = start + timedelta(days=after)
    assert 0 <= clock.days_used(today) <= clock.days_given
    assert clock.has_passed(today) == (clock.days_left(today) < 0)


@dataclass(frozen=True)
class Recorded:
    """An entry as the register keeps it."""

    pk: int
    event: ClockEvent
    corrects_id: int | None = None


def as_standing(entries: list[Recorded]) -> list[ClockEvent]:
    return [entry.event for entry in standing(entries)]


def test_the_last_correction_of_an_entry_stands_in_the_place_of_the_first() -> None:
    entries = [
        Recorded(1, started()),
        Recorded(2, extended(10)),
        Recorded(3, started(date(2026, 11, 4)), corrects_id=1),
        Recorded(4, ended := ClockEvent(ENDED, date(2026, 12, 5))),
        Recorded(5, started(date(2026, 11, 5)), corrects_id=3),
    ]
    assert as_standing(entries) == [started(date(2026, 11, 5)), extended(10), ended]


@given(
    true=st.lists(st.integers(1, 30), max_size=4),
    wrong=st.lists(st.tuples(st.integers(0, 4), st.integers(1, 90)), max_size=6),
)
def test_a_period_that_was_corrected_is_the_one_that_would_have_been_recorded_right(
    true: list[int], wrong: list[tuple[int, int]]
) -> None:
    """Whatever was mistyped on the way: when every entry is right in the end, nothing of it is left in the dates."""
    right = [started(), *(extended(days) for days in true)]
    entries = [Recorded(place, replace(event, days=90)) for place, event in enumerate(right)]
    heads = {place: place for place in range(len(right))}
    for place, days in [*wrong, *((place, None) for place in range(len(right)))]:
        if place < len(right):
            event = right[place] if days is None else replace(right[place], days=days)
            entries.append(Recorded(len(entries), event, corrects_id=heads[place]))
            heads[place] = entries[-1].pk
    assert as_standing(entries) == right


def test_an_event_that_does_not_follow_is_named() -> None:
    late = extended(10, on=date(2026, 12, 10))
    with pytest.raises(ClockError) as error:
        read_clock(REFLECTION, [started(), late, extended(5)])
    assert error.value.event is late


def test_an_application_lies_before_its_decision() -> None:
    on = date(2026, 11, 3)
    assert clock_after(started(on, asked_on=on)).started == on
    assert refused(started(on, asked_on=on + timedelta(days=1))) == "asked_after_decision"
    assert refused(started(), extended(10, on, asked_on=on + timedelta(days=1))) == "asked_after_decision"


@pytest.mark.parametrize(("statuses", "others"), [([], True), (["no_lawful_stay"], False)])
def test_a_period_is_for_the_statuses_its_rule_names_and_for_all_where_it_names_none(
    statuses: list[str], others: bool
) -> None:
    rule = replace(REFLECTION, statuses=frozenset(statuses))
    assert rule.is_for("no_lawful_stay")
    assert rule.is_for("eu_citizen") is others
