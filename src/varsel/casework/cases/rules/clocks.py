"""Deadlines: a pure function over a rule of the pack and what was decided.

Legal days are calendar days in the pack's time zone, and a deadline includes its last day:
30 days from 3 November end with 3 December. The rule is the one in force on the day of the start.
Aliens Act s. 33(14): 30 days, later or longer for special reasons or for co-operation on a prepared
return, at most 120 days in total (H, danskelove.dk; L 129 2012-13; 100 days until 2013).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol, TypeVar


class EventKind(StrEnum):
    STARTED = "started"
    EXTENDED = "extended"
    ENDED = "ended"


class ActKind(StrEnum):
    START = "start"
    EXTEND = "extend"
    END = "end"


class ClockError(ValueError):
    """The events do not follow the rule; `code` and `params` say which sentence explains it, `event` which fails."""

    event: "ClockEvent | None" = None

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True)
class ClockRule:
    """How long a period lasts, who starts it and on which grounds it grows; lengths in days."""

    key: str
    days: int
    cap_days: int
    grounds: tuple[str, ...]
    decided_by: str  # organisation key in the pack
    is_departure: bool  # the last day is also the day to have left the country
    source: str
    confidence: str
    statuses: frozenset[str] = frozenset()  # residence statuses it is for; none named: for all
    law: str = ""  # what the country itself calls the provision

    def is_for(self, status: str) -> bool:
        return not self.statuses or status in self.statuses

    @classmethod
    def from_pack(cls, key: str, data: Mapping[str, Any], source: str, confidence: str) -> "ClockRule":
        return cls(
            key=key,
            days=data["days"],
            cap_days=data["cap_days"],
            grounds=tuple(data["grounds"]),
            decided_by=data["decided_by"],
            is_departure=data.get("is_departure", False),
            source=source,
            confidence=confidence,
            statuses=frozenset(data.get("statuses", ())),
            law=data.get("law", ""),
        )


@dataclass(frozen=True)
class ClockEvent:
    """What was decided: `days` is the length given or added, `asked_on` the day of the application."""

    kind: EventKind
    on: date
    days: int = 0
    ground: str = ""
    asked_on: date | None = None


class Entry(Protocol):
    """Something recorded that may name the entry it corrects."""

    @property
    def pk(self) -> Any: ...
    @property
    def corrects_id(self) -> Any: ...


AnEntry = TypeVar("AnEntry", bound=Entry)


def standing(entries: Iterable[AnEntry]) -> list[AnEntry]:
    """What holds: each entry in its own place, as its last correction has it. `entries` in the order recorded."""
    rows = list(entries)
    corrections = {row.corrects_id: row for row in rows if row.corrects_id is not None}
    found = [row for row in rows if row.corrects_id is None]
    while any(row.pk in corrections for row in found):
        found = [corrections.get(row.pk, row) for row in found]
    return found


@dataclass(frozen=True)
class Part:
    """One reason for the date: `days` from `on`, on `ground`, making `last_day` the last."""

    kind: EventKind
    days: int
    on: date
    ground: str
    last_day: date


@dataclass(frozen=True)
class Clock:
    """A running or ended period; every date is included in it."""

    rule: ClockRule
    started: date
    last_day: date
    ended: date | None
    parts: tuple[Part, ...]

    @property
    def cap_day(self) -> date:
        return self.started + timedelta(days=self.rule.cap_days)

    @property
    def days_given(self) -> int:
        return (self.last_day - self.started).days

    @property
    def days_to_give(self) -> int:
        return self.rule.cap_days - self.days_given

    def days_left(self, today: date) -> int:
        """Whole days until the last one; 0 on the last day itself, negative when it has passed."""
        return (self.last_day - today).days

    def days_used(self, today: date) -> int:
        """Days gone by, never more than were given."""
        return max(0, min((today - self.started).days, self.days_given))

    def has_passed(self, today: date) -> bool:
        return today > self.last_day


@dataclass(frozen=True)
class Act:
    """Something one might do to the clock today; `reason` is the code of the sentence that explains it."""

    kind: ActKind
    allowed: bool
    reason: str
    on: date | None = None


def read_clock(rule: ClockRule, events: Sequence[ClockEvent]) -> Clock | None:
    """The state after `events` in the order they were recorded; None before a start.

    Raises ClockError where an event does not follow the rule.
    """
    clock: Clock | None = None
    for event in events:
        try:
            clock = _STEPS[event.kind](rule, clock, event)
        except ClockError as error:
            error.event = event
            raise
    return clock


def _start(rule: ClockRule, clock: Clock | None, event: ClockEvent) -> Clock:
    if clock is not None:
        raise ClockError("clock_already_started", on=clock.started)
    _must_be_asked_before(event)
    days = event.days or rule.days
    if days < rule.days:
        raise ClockError("shorter_than_rule", days=rule.days)
    if days > rule.days:
        _must_know_ground(rule, event.ground)
    if days > rule.cap_days:
        raise ClockError("beyond_cap", days=rule.cap_days, cap_days=rule.cap_days)
    last_day = event.on + timedelta(days=days)
    return Clock(rule, event.on, last_day, None, (Part(event.kind, days, event.on, event.ground, last_day),))


def _extend(rule: ClockRule, clock: Clock | None, event: ClockEvent) -> Clock:
    running = _running(clock, event.on)
    _must_know_ground(rule, event.ground)
    _must_be_asked_before(event)
    if (event.asked_on or event.on) > running.last_day:
        raise ClockError("asked_too_late", on=running.last_day)
    if event.days < 1:
        raise ClockError("no_days", days=running.days_to_give)
    if event.days > running.days_to_give:
        raise ClockError("beyond_cap", days=running.days_to_give, cap_days=rule.cap_days)
    last_day = running.last_day + timedelta(days=event.days)
    part = Part(event.kind, event.days, event.on, event.ground, last_day)
    return Clock(rule, running.started, last_day, None, (*running.parts, part))


def _end(rule: ClockRule, clock: Clock | None, event: ClockEvent) -> Clock:
    running = _running(clock, event.on)
    last_day = min(running.last_day, event.on)
    part = Part(event.kind, 0, event.on, event.ground, last_day)
    return Clock(rule, running.started, running.last_day, event.on, (*running.parts, part))


_STEPS = {EventKind.STARTED: _start, EventKind.EXTENDED: _extend, EventKind.ENDED: _end}


def _running(clock: Clock | None, on: date) -> Clock:
    if clock is None:
        raise ClockError("clock_not_started")
    if clock.ended is not None:
        raise ClockError("clock_ended", on=clock.ended)
    if on < clock.parts[-1].on:
        raise ClockError("before_last_event", on=clock.parts[-1].on)
    return clock


def _must_be_asked_before(event: ClockEvent) -> None:
    if event.asked_on is not None and event.asked_on > event.on:
        raise ClockError("asked_after_decision", on=event.on)


def _must_know_ground(rule: ClockRule, ground: str) -> None:
    if ground not in rule.grounds:
        raise ClockError("ground_not_in_rule")


def acts(clock: Clock | None, today: date, *, is_decider: bool) -> tuple[Act, ...]:
    """What the rule allows today and why the rest is not allowed; `is_decider`: the body that decides asks."""
    return (_may_start(clock, is_decider), _may_extend(clock, today, is_decider), _may_end(clock))


def _may_start(clock: Clock | None, is_decider: bool) -> Act:
    if clock is not None:
        return Act(ActKind.START, False, "already_started", clock.started)
    return Act(ActKind.START, is_decider, "may_start" if is_decider else "not_the_decider")


def _may_extend(clock: Clock | None, today: date, is_decider: bool) -> Act:
    if clock is None:
        return Act(ActKind.EXTEND, False, "not_started")
    if clock.ended is not None:
        return Act(ActKind.EXTEND, False, "has_ended", clock.ended)
    if clock.days_to_give == 0:
        return Act(ActKind.EXTEND, False, "cap_reached", clock.cap_day)
    if not is_decider:
        return Act(ActKind.EXTEND, False, "not_the_decider")
    reason = "only_if_asked_in_time" if clock.has_passed(today) else "may_extend"
    return Act(ActKind.EXTEND, True, reason, clock.last_day)


def _may_end(clock: Clock | None) -> Act:
    if clock is None:
        return Act(ActKind.END, False, "not_started")
    if clock.ended is not None:
        return Act(ActKind.END, False, "has_ended", clock.ended)
    return Act(ActKind.END, True, "may_end", clock.last_day)


@dataclass(frozen=True)
class Deadline:
    """The day a list sorts by, and which clock it comes from."""

    on: date
    clock: str


def next_deadline(clocks: Sequence[Clock]) -> Deadline | None:
    """The earliest last day among periods that nobody has ended; a passed one stays until it is dealt with."""
    open_clocks = [Deadline(clock.last_day, clock.rule.key) for clock in clocks if clock.ended is None]
    return min(open_clocks, key=lambda deadline: (deadline.on, deadline.clock), default=None)
