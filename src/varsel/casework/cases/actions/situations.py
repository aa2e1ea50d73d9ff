"""What was done to the person, and what shows it."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked, refuse_if_closed
from varsel.casework.cases.models import Case, Situation, SituationElement


@transaction.atomic
def add_situation(
    case: Case,
    *,
    by: User,
    form: Code,
    is_main: bool = False,
    country: Code | None = None,
    place: str = "",
    began: date | None = None,
    ended: date | None = None,
    corrects: Situation | None = None,
    kept: Sequence[SituationElement] = (),
) -> Situation:
    """Add a situation of exploitation, or the correction of one; the corrected one stays readable.

    A correction takes over the elements in `kept`; others of the corrected situation no longer count.
    """
    case = locked(case)
    refuse_if_closed(case)
    if began and ended and ended < began:
        raise Refusal("ends_before_start", field="ended", remedy=_("The end lies before the beginning."))
    _check_correction(case, corrects)
    situation = Situation.objects.create(
        case=case,
        data_key_id=case.person.data_key_id,
        form=form,
        is_main=is_main,
        country=country,
        place=place,
        began=began,
        ended=ended,
        corrects=corrects,
    )
    _take_over(situation, kept)
    record(Verb.SITUATION_ADD, by=by, subject=case, purpose="casework")
    return situation


def _take_over(situation: Situation, kept: Sequence[SituationElement]) -> None:
    if any(element.situation_id != situation.corrects_id for element in kept):
        raise ValueError("a correction takes over elements of what it corrects")
    SituationElement.objects.bulk_create(
        SituationElement(situation=situation, code=one.code, observer=one.observer, basis=one.basis, signs=one.signs)
        for one in kept
    )


def _check_correction(case: Case, corrects: Situation | None) -> None:
    if corrects is None:
        return
    if corrects.case_id != case.pk:
        raise ValueError("a correction stays inside its case")
    if Situation.objects.filter(corrects=corrects).exists():
        raise Refusal("corrected_already", remedy=_("Somebody has corrected this already. Correct the newest entry."))


@transaction.atomic
def add_element(
    situation: Situation, *, by: User, code: Code, observer: Code, basis: str, signs: Sequence[str] = ()
) -> SituationElement:
    """Add an act, a means or a purpose to a situation: what, who observed it, and how."""
    case = locked(situation.case)
    refuse_if_closed(case)
    element = SituationElement.objects.create(
        situation=situation,
        code=code,
        observer=observer,
        basis=basis,
        signs=list(signs),
    )
    record(Verb.SITUATION_ADD, by=by, subject=case, purpose="casework", fields=["elements"])
    return element
