"""Periods of whole days: from the first day to the day on which it no longer holds."""

from collections.abc import Iterable
from datetime import date

Period = tuple[date, date | None]


def holds(period: Period, on: date) -> bool:
    """Whether `on` lies in the period; the last date is the first day on which it no longer holds."""
    start, end = period
    return start <= on and (end is None or on < end)


def overlap(one: Period, other: Period) -> bool:
    """Whether two periods share a day; one that ends on the day the other starts does not."""
    return (other[1] is None or one[0] < other[1]) and (one[1] is None or other[0] < one[1])


def clashes(new: Period, existing: Iterable[Period]) -> bool:
    """Whether the new period shares a day with any of the existing ones."""
    return any(overlap(new, period) for period in existing)
