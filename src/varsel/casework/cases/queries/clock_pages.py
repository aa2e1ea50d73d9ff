"""A period as its page explains it: the rule's words, the reasons of each date, and today's acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.models import Organisation
from varsel.base.design.ruler import Mark
from varsel.base.kernel.models import PackEntry
from varsel.casework.cases.access import Seen, within
from varsel.casework.cases.models import ClockEvent
from varsel.casework.cases.queries.clocks import SECTION, clock_rule, read_clocks, say
from varsel.casework.cases.queries.decisions import residence_on
from varsel.casework.cases.queries.pages import PERIOD_WORDS, ground_labels, names_of
from varsel.casework.cases.rules.clocks import Act, ActKind, Clock, EventKind, Part, acts, standing
from varsel.casework.cases.rules.parts import CasePart

ACT_WORDS: dict[ActKind, Promise] = {
    ActKind.START: _("Start the period"),
    ActKind.EXTEND: _("Extend the period"),
    ActKind.END: _("End the period"),
}
REASON_WORDS: dict[str, Promise] = {
    "may_start": _("It starts from your decision."),
    "may_extend": _("As long as the cap is not reached, on a ground that the law names."),
    "may_end": _("When the person has left, has another right to stay, or no longer wants it."),
    "only_if_asked_in_time": _("Only on an application that came before the last day was over."),
    "already_started": _("It has started already."),
    "not_started": _("It has not started yet."),
    "has_ended": _("It has been ended."),
    "cap_reached": _("The cap is reached: the law gives no more days."),
    "not_the_decider": _("Only the deciding body can do this."),
}


@dataclass(frozen=True)
class ActView:
    """An act with its words, and the address where it is allowed."""

    label: "str | Promise"
    reason: "str | Promise"
    href: str


@dataclass(frozen=True)
class Reason:
    """One line of the explanation: so many days, from when or on what ground, to which last day; `href` leads to
    its correction."""

    kind: str
    days: int
    on: date
    ground: str
    last_day: date
    href: str


@dataclass(frozen=True)
class Recorded:
    """One entry as it was recorded, corrected since or not; `reason` says what was wrong with the one it corrects."""

    entry: ClockEvent
    text: "str | Promise"
    ground: str
    reason: str


@dataclass(frozen=True)
class ClockView:
    """Everything that the page says about one period."""

    label: str
    explanation: str
    starts: str
    law: str
    source: str
    confidence: str
    cap_days: int
    is_departure: bool
    decided_by: str
    clock: Clock | None
    reasons: list[Reason]
    recorded: list[Recorded]
    marks: list[Mark]
    acts: list[ActView]


def clock_views(seen: Seen, user: User) -> list[ClockView]:
    """The periods that have started, and those that may start for the person's residence status."""
    today = timezone.localdate()
    recorded = list(within(seen, ClockEvent).select_related("recorded_by", "reason", "corrects", "corrected_by"))
    started = {clock.rule.key: clock for clock in read_clocks(recorded)}
    entries = list(PackEntry.objects.on(today).filter(section=SECTION))
    known = seen.shows(CasePart.PERSON)  # the residence status is part of what is shared of the person
    status = (residence_on(seen.case.person, today) or "").partition(":")[2] if known else ""
    wanted = [entry for entry in entries if entry.key in started or status in entry.data.get("statuses", [])]
    bodies = {body.key: body for body in Organisation.objects.filter(key__in=[e.data["decided_by"] for e in wanted])}
    names = names_of(body.pk for body in bodies.values())
    labels = ground_labels("clock_ground")
    return [
        _view(
            Reader(seen, user, labels),
            entry,
            started.get(entry.key),
            [one for one in recorded if one.clock == entry.key],
            bodies[entry.data["decided_by"]],
            names,
        )
        for entry in wanted
    ]


@dataclass(frozen=True)
class Reader:
    """Who reads the page of which case, and what grounds are called."""

    seen: Seen
    user: User
    grounds: dict[str, str]


def _view(
    reader: Reader,
    entry: PackEntry,
    clock: Clock | None,
    recorded: list[ClockEvent],
    body: Organisation,
    names: dict[Any, str],
) -> ClockView:
    rule = clock.rule if clock else clock_rule(entry.key, timezone.localdate())
    parts = clock.parts if clock else ()
    is_decider = reader.user.organisation_id == body.pk
    return ClockView(
        label=say(entry, "label"),
        explanation=say(entry, "explanation"),
        starts=say(entry, "starts"),
        law=rule.law,
        source=rule.source,
        confidence=rule.confidence,
        cap_days=rule.cap_days,
        is_departure=rule.is_departure,
        decided_by=names.get(body.pk, body.key),
        clock=clock,
        reasons=_reasons(reader, parts, standing(recorded), is_decider=is_decider),
        recorded=[_recorded(reader, one) for one in recorded],
        marks=[Mark(p.on, str(_("Extended"))) for p in parts if p.kind == EventKind.EXTENDED],
        acts=_acts(reader.seen, reader.user, entry.key, clock, is_decider=is_decider),
    )


def _reasons(reader: Reader, parts: Sequence[Part], entries: Sequence[ClockEvent], *, is_decider: bool) -> list[Reason]:
    """Each part of the period beside the entry it comes from."""
    return [
        Reason(
            kind=part.kind.value,
            days=part.days,
            on=part.on,
            ground=reader.grounds.get(part.ground, part.ground),
            last_day=part.last_day,
            href=_correction(reader, entry, is_decider=is_decider),
        )
        for part, entry in zip(parts, entries, strict=True)
    ]


def _correction(reader: Reader, entry: ClockEvent, *, is_decider: bool) -> str:
    """Where the reader may correct an entry; "" where that is for others."""
    kind = EventKind(entry.kind)
    theirs = is_decider or kind == EventKind.ENDED
    needed = NEEDS_TO_CORRECT[kind]
    if reader.seen.case.is_closed or not theirs or not (reader.user.has(needed) and reader.seen.allows(needed)):
        return ""
    return reverse(f"cases:clock_correct_{kind.value}", args=[reader.seen.case.number, entry.pk])


def _recorded(reader: Reader, entry: ClockEvent) -> Recorded:
    return Recorded(
        entry=entry,
        text=PERIOD_WORDS[entry.kind, hasattr(entry, "corrected_by")],
        ground=reader.grounds.get(entry.ground, entry.ground),
        reason=entry.reason.label if entry.reason else "",
    )


NEEDS = {
    ActKind.START: Permission.CLOCK_START,
    ActKind.EXTEND: Permission.CLOCK_EXTEND,
    ActKind.END: Permission.CLOCK_EXTEND,
}
NEEDS_TO_CORRECT = {
    EventKind.STARTED: Permission.CLOCK_START,
    EventKind.EXTENDED: Permission.CLOCK_EXTEND,
    EventKind.ENDED: Permission.CLOCK_EXTEND,
}


def _acts(seen: Seen, user: User, key: str, clock: Clock | None, *, is_decider: bool) -> list[ActView]:
    """What the user may do today, and why the rest is not allowed; nothing for one who only reads."""
    mine = {kind for kind, needed in NEEDS.items() if user.has(needed) and seen.allows(needed)}
    possible = acts(clock, timezone.localdate(), is_decider=is_decider)
    return [_act(seen, key, act) for act in possible if act.kind in mine]


def _act(seen: Seen, key: str, act: Act) -> ActView:
    href = reverse(f"cases:clock_{act.kind.value}", args=[seen.case.number, key]) if act.allowed else ""
    return ActView(ACT_WORDS[act.kind], REASON_WORDS[act.reason], href)
