"""A session ends when it is left alone too long, and when it has lasted long enough."""

from datetime import UTC, datetime, timedelta

import pytest

from varsel.base.accounts.rules import session_over

BEGAN = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)


@pytest.mark.parametrize(
    ("seen", "now", "over"),
    [
        (timedelta(0), IDLE - timedelta(seconds=1), False),
        (timedelta(0), IDLE, True),
        (LONGEST - timedelta(minutes=1), LONGEST - timedelta(seconds=1), False),
        (LONGEST - timedelta(minutes=1), LONGEST, True),
    ],
)
def test_a_session_is_over_at_the_very_end_of_its_time(seen: timedelta, now: timedelta, over: bool) -> None:
    assert session_over(BEGAN, BEGAN + seen, BEGAN + now, idle=IDLE, longest=LONGEST) is over
