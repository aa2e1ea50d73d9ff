"""Periods: they start from a recorded decision of the body that the rule names, never from anything else."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked, not_in_future, refresh, refuse_if_closed
from varsel.casework.cases.models import Case, ClockEvent
from varsel.casework.cases.queries.clocks import clock_rule
from varsel.casework.cases.queries.decisions import residence_on
from varsel.casework.cases.rules import clocks


@transaction.atomic
def start_clock(
    case: Case, *, by: User, clock: str, on: date, days: int = 0, ground: str = "", asked_on: date | None = None
) -> ClockEvent:
    """Start a period on the day of the decision; `days` (0: the rule's own) may be longer only on a ground."""
    event = clocks.ClockEvent(clocks.EventKind.STARTED, on, days, ground, asked_on)
    return _add(case, by, clock, event, Verb.CLOCK_START)


@transaction.atomic
def extend_clock(
    case: Case, *, by: User, clock: str, on: date, days: int, ground: str, asked_on: date | None = None
) -> ClockEvent:
    """Extend a period by so many days; the application must be from before its end."""
    event = clocks.ClockEvent(clocks.EventKind.EXTENDED, on, days, ground, asked_on)
    return _add(case, by, clock, event, Verb.CLOCK_EXTEND)


@transaction.atomic
def end_clock(case: Case, *, by: User, clock: str, on: date) -> ClockEvent:
    """End a period: the person has left, has another right to stay, or no longer wants it."""
    event = clocks.ClockEvent(clocks.EventKind.ENDED, on)
    return _add(case, by, clock, event, Verb.CLOCK_END)


@transaction.atomic
def correct_clock(entry: ClockEvent, *, by: User, reason: Code, **changes: Any) -> ClockEvent:
    """Write an entry that names the one it corrects; `changes` are fields of `rules.clocks.ClockEvent`.

    The old entry stays readable and no longer counts. The whole period is computed anew, under the rule in force
    on its corrected start, and what was recorded later is checked again.
    """
    case = locked(entry.case)
    earlier = list(ClockEvent.objects.filter(case=case, clock=entry.clock))
    if any(one.corrects_id == entry.pk for one in earlier):
        raise Refusal("corrected_already", remedy=_("Somebody has corrected this already. Correct the newest entry."))
    event = replace(entry.as_rule_event(), **changes)
    if event == entry.as_rule_event():
        raise Refusal("nothing_changed", remedy=_("Nothing differs from what stands. Write what is true."))
    events = [event if one == entry else one.as_rule_event() for one in clocks.standing(earlier)]
    correction = {"corrects": entry, "reason": reason}
    return _write(case, by, entry.clock, event, events, Verb.CLOCK_CORRECT, seq=len(earlier) + 1, **correction)


def _add(case: Case, by: User, key: str, event: clocks.ClockEvent, verb: Verb) -> ClockEvent:
    case = locked(case)
    earlier = list(ClockEvent.objects.filter(case=case, clock=key))
    events = [*(one.as_rule_event() for one in clocks.standing(earlier)), event]
    return _write(case, by, key, event, events, verb, seq=len(earlier) + 1)


def _write(
    case: Case,
    by: User,
    key: str,
    event: clocks.ClockEvent,
    events: list[clocks.ClockEvent],
    verb: Verb,
    **more: Any,
) -> ClockEvent:
    """Write `event` if all `events`, it among them, follow the rule."""
    refuse_if_closed(case)
    not_in_future(event.on, "on")
    rule = clock_rule(key, events[0].on)
    decider = _deciding_body(rule, by, event)
    _must_be_for(case, rule, event)
    _follow(rule, events, event)
    written = ClockEvent.objects.create(case=case, clock=key, decided_by=decider, recorded_by=by, **vars(event), **more)
    refresh(case)
    record(verb, by=by, subject=case, purpose="casework")
    return written


def _deciding_body(rule: clocks.ClockRule, by: User, event: clocks.ClockEvent) -> Organisation:
    """The body the rule names; whoever is of another one may end a period, but not give days."""
    body = Organisation.objects.get(key=rule.decided_by)
    if event.kind != clocks.EventKind.ENDED and by.organisation_id != body.pk:
        raise Refusal("not_the_decider", remedy=REASONS["not_the_decider"])
    return body


def _must_be_for(case: Case, rule: clocks.ClockRule, event: clocks.ClockEvent) -> None:
    """A period starts only for a residence status that its rule names, as it was on the day of the decision."""
    status = (residence_on(case.person, event.on) or "").partition(":")[2]
    if event.kind == clocks.EventKind.STARTED and not rule.is_for(status):
        raise Refusal("not_for_this_status", remedy=REASONS["not_for_this_status"])


def _follow(rule: clocks.ClockRule, events: list[clocks.ClockEvent], written: clocks.ClockEvent) -> None:
    try:
        clocks.read_clock(rule, events)
    except clocks.ClockError as error:
        if error.event is written or error.event is None:
            raise Refusal(error.code, field=FIELDS.get(error.code, ""), remedy=REASONS[error.code]) from None
        raise Refusal(error.code, field="on", remedy=_no_longer(error.code, error.event)) from None


def _no_longer(code: str, event: clocks.ClockEvent) -> str:
    """Why a later entry would not hold any more; it is not named by more than its day."""
    words = {"day": formats.date_format(event.on, "DATE_FORMAT"), "why": REASONS[code]}
    return gettext("With this, what was recorded of %(day)s no longer holds: %(why)s Correct that entry first.") % words


FIELDS = {
    "shorter_than_rule": "days",
    "beyond_cap": "days",
    "no_days": "days",
    "ground_not_in_rule": "ground",
    "asked_too_late": "asked_on",
    "asked_after_decision": "asked_on",
    "before_last_event": "on",
}
REASONS = {
    "not_the_decider": _("Only the body that the rule names starts a period and gives days."),
    "clock_already_started": _("The period has started already."),
    "clock_not_started": _("The period has not started yet."),
    "clock_ended": _("The period has been ended."),
    "shorter_than_rule": _("The law gives more days than that."),
    "beyond_cap": _("Together with what was given before, this is more than the law allows in total."),
    "no_days": _("Say how many days are added."),
    "ground_not_in_rule": _("Choose one of the grounds that the law names."),
    "not_for_this_status": _("This period is for another residence status than the one on that day."),
    "asked_after_decision": _("The application came before the decision about it."),
    "asked_too_late": _("The application came after the last day of the period."),
    "before_last_event": _("The day lies before an earlier decision about the same period."),
}
