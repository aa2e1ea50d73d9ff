"""Talks with the person."""

from datetime import date

from django.db import transaction

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.casework.cases.actions.consents import must_hold
from varsel.casework.cases.actions.projections import allow, locked, not_in_future, refresh
from varsel.casework.cases.models import Case, Consent, Interview
from varsel.casework.cases.rules.assessment import Step


@transaction.atomic
def hold_interview(
    case: Case,
    *,
    by: User,
    kind: str,
    held_on: date,
    place_kind: Code,
    interpreter_language: Code | None = None,
    companion: Code | None = None,
    consent: Consent | None = None,
    summary: str = "",
) -> Interview:
    """Record a contact or a clarifying interview; the latter is voluntary and needs the person's consent."""
    case = locked(case)
    allow(case, Step.INTERVIEW)
    not_in_future(held_on, "held_on")
    if kind == Interview.Kind.INTERVIEW:
        must_hold(consent, case, field="consent")
    interview = Interview.objects.create(
        case=case,
        data_key_id=case.person.data_key_id,
        kind=kind,
        held_on=held_on,
        place_kind=place_kind,
        interpreter_language=interpreter_language,
        companion=companion,
        consent=consent,
        summary=summary,
        held_by=by,
    )
    refresh(case)
    record(Verb.INTERVIEW_HOLD, by=by, subject=case, purpose="casework")
    return interview
