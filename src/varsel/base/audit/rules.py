"""Which look-ups are worth an auditor's eye, and why. Plain Python; deterministic; the reason is always given.

Nothing is concluded about a person: a night shift, a handover or an emergency explains most of what stands
here. The thresholds are a beginning (L) and are the same for everybody.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median
from uuid import UUID

NIGHT_FROM, NIGHT_UNTIL = 22, 6  # hours of the pack's time zone
MANY_AT_LEAST = 10  # different subjects in a day
MANY_TIMES_HABIT = 3
HABIT_DAYS = 5  # fewer days of work give no habit to compare with
AFTER_REFUSAL = timedelta(hours=24)
# Codes that say that a page was shut to somebody; every other refusal is of a form that was open, and mended there.
SHUT = frozenset({"not_found", "not_permitted"})
# What people do with their own log-in, and auditors with the log, is no look-up of anybody.
OWN_DOINGS = ("account:", "codes:", "home:", "log:", "page:", "session:")
# What whoever reads the log does all day long, and would fill it with.
ROUTINE = frozenset({"account:read", "home:open", "log:list", "log:read", "page:open"})


class Reason(StrEnum):
    AFTER_REFUSAL = "after_refusal"
    AT_NIGHT = "at_night"
    MANY_SUBJECTS = "many_subjects"
    OTHER_UNIT = "other_unit"


@dataclass(frozen=True)
class LookUp:
    """One event, as the rules see it; `at` in the pack's time zone. A refused one has `code`.

    `units` are those of the one who looked and of the subject, where both have one.
    """

    event_id: UUID
    at: datetime
    actor_id: UUID
    subjects: tuple[tuple[str, UUID], ...]
    code: str = ""
    units: tuple[UUID, UUID] | None = None


def unusual(look_ups: Iterable[LookUp]) -> dict[UUID, list[Reason]]:
    """The reasons by event, for those events that have one. `look_ups` may come in any order."""
    by_actor: dict[UUID, list[LookUp]] = defaultdict(list)
    for look_up in sorted(look_ups, key=lambda one: (one.at, not one.code, one.event_id)):
        by_actor[look_up.actor_id].append(look_up)
    found: dict[UUID, list[Reason]] = defaultdict(list)
    for own in by_actor.values():
        for event_id, reason in _of_one(own):
            found[event_id].append(reason)
    return {event_id: sorted(reasons) for event_id, reasons in found.items()}


def is_night(at: datetime) -> bool:
    return at.hour >= NIGHT_FROM or at.hour < NIGHT_UNTIL


def _of_one(own: list[LookUp]) -> Iterator[tuple[UUID, Reason]]:
    granted = [one for one in own if not one.code]
    for one in granted:
        if is_night(one.at):
            yield one.event_id, Reason.AT_NIGHT
        if one.units and one.units[0] != one.units[1]:
            yield one.event_id, Reason.OTHER_UNIT
    yield from _after_refusal(own)
    yield from _many(granted)


def _after_refusal(own: list[LookUp]) -> Iterator[tuple[UUID, Reason]]:
    """A look-up of what was shut to the same person within the day before."""
    refused: dict[tuple[str, UUID], datetime] = {}
    for one in own:
        if one.code in SHUT:
            refused |= dict.fromkeys(one.subjects, one.at)
        since = [one.at - refused[subject] for subject in one.subjects if subject in refused]
        if not one.code and since and min(since) <= AFTER_REFUSAL:
            yield one.event_id, Reason.AFTER_REFUSAL


def _many(granted: list[LookUp]) -> Iterator[tuple[UUID, Reason]]:
    """The last look-up of a day with far more different subjects than the person's other days."""
    days: dict[object, set[tuple[str, UUID]]] = defaultdict(set)
    last: dict[object, LookUp] = {}
    for one in granted:
        days[one.at.date()].update(one.subjects)
        last[one.at.date()] = one
    counts = Counter({day: len(subjects) for day, subjects in days.items()})
    for day, count in counts.items():
        others = [number for other, number in counts.items() if other != day]
        if count >= MANY_AT_LEAST and len(others) >= HABIT_DAYS and count >= MANY_TIMES_HABIT * median(others):
            yield last[day].event_id, Reason.MANY_SUBJECTS
