"""What the person says yes to, and takes back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked, not_in_future, refresh, refuse_if_closed
from varsel.casework.cases.models import Case, Consent, ConsentWithdrawal, Share, ShareEnd
from varsel.casework.cases.models.consents import INTERVIEW, TO_A_RECIPIENT


@transaction.atomic
def give_consent(
    case: Case,
    *,
    by: User,
    purpose: Code,
    text_version: str,
    evidence: str,
    given_on: date | None = None,
    recipient: Organisation | None = None,
) -> Consent:
    """Record a yes to one purpose, for one recipient where the purpose has one."""
    case = locked(case)
    refuse_if_closed(case)
    on = given_on or timezone.localdate()
    not_in_future(on, "given_on")
    if purpose.id in TO_A_RECIPIENT and recipient is None:
        raise Refusal("recipient_missing", field="recipient", remedy=_("Say who may get the information."))
    consent = Consent.objects.create(
        case=case, purpose=purpose, recipient=recipient, text_version=text_version, evidence=evidence, given_on=on
    )
    record(Verb.CONSENT_GIVE, by=by, subject=case, purpose="casework")
    return consent


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: User) -> ConsentWithdrawal:
    """Take a consent back: what was opened under it is closed in the same moment."""
    case = locked(consent.case)
    if ConsentWithdrawal.objects.filter(consent=consent).exists():
        raise Refusal("withdrawn_already", remedy=_("The consent has been withdrawn already."))
    today = timezone.localdate()
    withdrawal = ConsentWithdrawal.objects.create(consent=consent, withdrawn_on=today)
    for share in Share.objects.filter(consent=consent, end=None):
        ShareEnd.objects.create(share=share, on=today)
    refresh(case)
    record(Verb.CONSENT_WITHDRAW, by=by, subject=case, purpose="casework")
    return withdrawal


def must_hold(
    consent: Consent | None, case: Case, *, field: str, recipient: Organisation | None = None, purpose: str = INTERVIEW
) -> None:
    """Refuse unless the consent is of this case, for this purpose and recipient, and not withdrawn."""
    if consent is None:
        raise Refusal("consent_missing", field=field, remedy=_("Choose the person's consent, or record it first."))
    if (consent.case_id, consent.purpose_id) != (case.pk, purpose):
        raise Refusal("consent_for_another_purpose", field=field, remedy=_("This consent is for another purpose."))
    if consent.recipient_id != (recipient and recipient.pk):
        raise Refusal("consent_for_another", field=field, remedy=_("This consent names another recipient."))
    if ConsentWithdrawal.objects.filter(consent=consent).exists():
        raise Refusal("consent_withdrawn", field=field, remedy=_("The person has withdrawn this consent."))


def must_hold_or_have_ground(
    case: Case, recipient: Organisation, *, purpose: str, consent: Consent | None, ground: Code | None
) -> None:
    """Refuse a disclosure that has neither the person's consent nor a recorded legal ground, or claims both."""
    if ground is not None and consent is not None:
        raise Refusal("consent_and_ground", field="ground", remedy=_("Choose either a consent or a legal ground."))
    if ground is None:
        must_hold(consent, case, field="consent", recipient=recipient, purpose=purpose)
