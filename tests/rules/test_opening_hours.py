"""A hotline is open within its weekly hours, and closed at closing time."""

from datetime import datetime

import pytest

from varsel.base.signs.rules.opening import is_open

HOURS = [{"days": ["mon", "fri"], "opens": "08:30", "closes": "16:00"}]


@pytest.mark.parametrize(
    ("local", "open_then"),
    [
        (datetime(2026, 11, 23, 8, 29), False),
        (datetime(2026, 11, 23, 8, 30), True),
        (datetime(2026, 11, 27, 15, 59), True),
        (datetime(2026, 11, 27, 16, 0), False),
        (datetime(2026, 11, 24, 12, 0), False),
    ],
)
def test_a_hotline_is_open_from_opening_to_just_before_closing_on_its_days(local: datetime, open_then: bool) -> None:
    assert is_open(HOURS, local) is open_then


def test_a_hotline_without_hours_is_closed() -> None:
    assert not is_open([], datetime(2026, 11, 23, 12, 0))
