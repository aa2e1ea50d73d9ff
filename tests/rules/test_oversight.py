"""What the auditors' pages count with: periods, groups, and when to look after the trail."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from varsel.base.oversight.rules import (
    CHECK_EVERY,
    Group,
    Marked,
    Period,
    first_day,
    grouped,
    to_be_checked,
)

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TODAY = NOW.date()
ANNA, BO = UUID(int=1), UUID(int=2)


def test_a_period_counts_today_as_one_of_its_days() -> None:
    first = {period: first_day(period, TODAY) for period in Period}
    assert first == {
        Period.TODAY: TODAY,
        Period.WEEK: date(2026, 11, 15),
        Period.MONTH: date(2026, 10, 23),
        Period.ALWAYS: None,
    }


def test_one_line_stands_for_a_person_a_day_and_a_reason_and_names_the_newest_event() -> None:
    earlier = TODAY - timedelta(days=1)
    marked = [
        Marked(ANNA, TODAY, "at_night", UUID(int=13)),
        Marked(BO, TODAY, "at_night", UUID(int=12)),
        Marked(ANNA, TODAY, "at_night", UUID(int=11)),
        Marked(ANNA, earlier, "own_file", UUID(int=10)),
    ]
    assert grouped(marked) == [
        Group(ANNA, TODAY, "at_night", 2, UUID(int=13)),
        Group(BO, TODAY, "at_night", 1, UUID(int=12)),
        Group(ANNA, earlier, "own_file", 1, UUID(int=10)),
    ]


def test_the_trail_wants_a_check_when_the_last_is_more_than_a_week_old_or_there_was_none() -> None:
    assert to_be_checked(None, NOW)
    assert not to_be_checked({"at": NOW - CHECK_EVERY}, NOW)
    assert to_be_checked({"at": NOW - CHECK_EVERY - timedelta(seconds=1)}, NOW)
