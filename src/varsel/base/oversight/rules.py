"""Periods, places in a list, and when the trail wants looking after. Plain Python."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

SMALL = 20_000  # events that are checked while somebody waits for the page: about two seconds (L)
CHECK_EVERY = timedelta(days=7)


class Period(StrEnum):
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALWAYS = "always"


def first_day(period: Period, today: date) -> date | None:
    """The first day of the period that ends today; None for all that there is."""
    days = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}.get(period)
    return None if days is None else today - timedelta(days=days)


@dataclass(frozen=True)
class Group:
    """What one person did that is unusual for one and the same reason on one day."""

    actor_id: UUID
    day: date
    reason: str
    count: int
    event_id: UUID


@dataclass(frozen=True)
class Marked:
    """An unusual event with one of its reasons."""

    actor_id: UUID
    day: date
    reason: str
    event_id: UUID


def grouped(marked: Iterable[Marked]) -> list[Group]:
    """One line for each person, day and reason; the newest day first. The events come newest first."""
    key = attrgetter("day", "actor_id", "reason")
    found = [Group(*_key(rows[0]), len(rows), rows[0].event_id) for rows in _runs(marked, key)]
    return sorted(found, key=attrgetter("day"), reverse=True)


def _key(one: Marked) -> tuple[UUID, date, str]:
    return one.actor_id, one.day, one.reason


def _runs(marked: Iterable[Marked], key: attrgetter) -> Iterator[list[Marked]]:
    for _same, rows in groupby(sorted(marked, key=key), key=key):
        yield list(rows)


def to_be_checked(last: Mapping[str, Any] | None, now: datetime) -> bool:
    """Whether the last check (with `at`) lies more than a week back, or there was none."""
    return last is None or now - last["at"] > CHECK_EVERY
