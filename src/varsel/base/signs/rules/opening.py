"""When a hotline is open: weekly hours in the pack's time zone."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(hours: Iterable[Mapping[str, Any]], local: datetime) -> bool:
    """Whether a moment, already in local time, lies within one of the weekly hours.

    `hours`: `{days: ["mon", …], opens: "08:30", closes: "16:00"}`; closing time itself is closed.
    """
    today, now = DAYS[local.weekday()], local.strftime("%H:%M")
    return any(today in span["days"] and span["opens"] <= now < span["closes"] for span in hours)
