"""Passing a case on to the body that decides, and the decision itself."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.consents import must_hold_or_have_ground
from varsel.casework.cases.actions.people import register
from varsel.casework.cases.actions.projections import allow, locked, not_in_future, refresh
from varsel.casework.cases.actions.sharing import open_parts
from varsel.casework.cases.models import Assessment, AssessmentGround, Case, Consent, PassingOn, SituationElement
from varsel.casework.cases.models.consents import PASSING_ON
from varsel.casework.cases.queries.decisions import (
    Competence,
    competence,
    elements_of,
    is_passed_on_to,
    latest_assessment,
    lies_with,
)
from varsel.casework.cases.queries.people import age_of, counts_as_child
from varsel.casework.cases.rules.assessment import Step, may_follow, missing_elements
from varsel.casework.cases.rules.parts import PARTS_FOR_DECISION, CasePart


@transaction.atomic
def pass_on(
    case: Case,
    *,
    by: User,
    organisation: Organisation | None,
    consent: Consent | None = None,
    ground: Code | None = None,
    parts: Collection[CasePart] = PARTS_FOR_DECISION,
) -> PassingOn:
    """Give the deciding body the named parts, under a consent of its own or a recorded legal ground.

    `organisation` is the body that the page named (None: it named none); refused where another one decides by now.
    """
    case = locked(case)
    allow(case, Step.PASS_ON)
    today = timezone.localdate()
    body = competence(case, today)
    if body is None or organisation is None or body.organisation.pk != organisation.pk:
        raise Refusal("not_the_deciding_body", field="organisation", remedy=_why_not(body))
    if organisation.pk == case.unit.organisation_id:
        raise Refusal("own_organisation", remedy=_("The case is with the body that decides already."))
    if is_passed_on_to(case, organisation.pk):
        raise Refusal("passed_on_already", remedy=_("The case is with the body that decides already."))
    must_hold_or_have_ground(case, organisation, purpose=PASSING_ON, consent=consent, ground=ground)
    passing = PassingOn.objects.create(
        case=case, organisation=organisation, consent=consent, ground=ground, on=today, passed_by=by
    )
    open_parts(case, by=by, organisation=organisation, parts=parts, consent=consent, ground=ground, passing_on=passing)
    register(case.person, by=by, organisation=organisation)
    refresh(case)
    record(Verb.CASE_PASS_ON, by=by, subject=case, purpose="casework", fields=sorted(parts))
    return passing


@transaction.atomic
def assess(
    case: Case,
    *,
    by: User,
    outcome: Code,
    decided_on: date,
    predecessor: UUID | None,
    elements: Sequence[SituationElement] = (),
    reason: str = "",
) -> Assessment:
    """Decide. `predecessor` is the decision that stood on the page when this one was written (None: none).

    Refuses where another body decides, where somebody else has decided meanwhile, where the outcome did not exist on
    the day of the decision, and where the grounds do not carry it.
    """
    case = locked(case)
    allow(case, Step.ASSESS)
    body = _competent_body(case, by, decided_on)
    _check_in_force(outcome, decided_on)
    earlier = latest_assessment(case)
    _check_order(earlier, predecessor, outcome, decided_on)
    child = counts_as_child(case.person, decided_on)
    _check_grounds(case, outcome, elements, child=child)
    assessment = Assessment.objects.create(
        case=case,
        data_key_id=case.person.data_key_id,
        predecessor=earlier,
        outcome=outcome,
        decided_on=decided_on,
        organisation=body.organisation,
        rule=body.rule.key,
        residence_status_id=body.residence_status,
        age=age_of(case.person, decided_on),
        is_child=child,
        reason=reason,
        decided_by=by,
    )
    AssessmentGround.objects.bulk_create(AssessmentGround(assessment=assessment, element=one) for one in elements)
    refresh(case)
    record(Verb.CASE_ASSESS, by=by, subject=case, purpose="assessment", fields=["outcome", "grounds", "reason"])
    return assessment


def _competent_body(case: Case, by: User, on: date) -> Competence:
    not_in_future(on, "decided_on")
    body = competence(case, on)
    if body is None or not body.is_written_by(by.organisation_id):
        raise Refusal("not_competent", remedy=_why_not(body))
    if not lies_with(case, by.organisation_id):
        raise Refusal("not_passed_on", remedy=_("The case has not been passed on to you, or was taken back."))
    return body


def _check_in_force(outcome: Code, on: date) -> None:
    if not is_in_force(outcome, on):
        raise Refusal("not_in_force", field="outcome", remedy=_("There was no such outcome on that day."))


def is_in_force(code: Code, on: date) -> bool:
    """Whether a code held on a day: what was decided then is read by the list of that day."""
    return (code.valid_from or date.min) <= on <= (code.valid_to or date.max)


def _why_not(body: Competence | None) -> str:
    if body is None:
        return str(_("Record the residence status first: it says who decides."))
    return body.rule.sentence((get_language() or "da")[:2])


def _check_order(earlier: Assessment | None, predecessor: UUID | None, outcome: Code, decided_on: date) -> None:
    if (earlier and earlier.pk) != predecessor:
        raise Refusal(
            "decided_meanwhile",
            remedy=_("Somebody else has decided while you were writing. Read that decision before you decide."),
        )
    if earlier and decided_on < earlier.decided_on:
        raise Refusal("before_earlier", field="decided_on", remedy=_("An earlier decision is of a later day."))
    if not may_follow(outcome.code, earlier.outcome.code if earlier else None):
        raise Refusal("nothing_to_withdraw", field="outcome", remedy=_("There is no decision to withdraw."))


def _check_grounds(case: Case, outcome: Code, elements: Sequence[SituationElement], *, child: bool) -> None:
    in_file = {element.pk for element in elements_of(case)}
    if any(element.pk not in in_file for element in elements):
        raise Refusal("ground_not_in_file", field="elements", remedy=_("A ground was corrected. Choose again."))
    missing = missing_elements(outcome.code, (element.element for element in elements), child=child)
    if missing:
        raise Refusal(
            "grounds_missing", field="elements", remedy=" ".join(str(GROUNDS_MISSING[one]) for one in missing)
        )


GROUNDS_MISSING = {
    "act": _("This outcome needs an act: how the person was recruited, moved, housed or received."),
    "means": _("This outcome needs a means, since the person is an adult: coercion, threats, deceit or the like."),
    "purpose": _("This outcome needs a purpose: what the person was or was to be exploited for."),
}
