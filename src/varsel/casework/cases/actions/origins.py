"""From a referral to a case: the referral's decision, the case and the link are one act."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.opening import open_case
from varsel.casework.cases.actions.people import register
from varsel.casework.cases.actions.projections import locked, refuse_if_closed
from varsel.casework.cases.models import Case, CaseReferral
from varsel.casework.referrals.actions import triage
from varsel.casework.referrals.actions.deciding import last_decision
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.triage import Outcome


@transaction.atomic
def open_from_referral(referral: Referral, *, by: User, **case: Any) -> Case:
    """Answer a referral by opening a case; `case` is what `open_case` takes."""
    opened = open_case(by=by, **case)
    _link(opened, referral, by, Outcome.OPENED)
    return opened


@transaction.atomic
def join_referral(case: Case, *, by: User, referral: Referral) -> CaseReferral:
    """Answer a referral by joining it to a case that is open already."""
    case = locked(case)
    refuse_if_closed(case)
    if CaseReferral.objects.filter(case=case, referral=referral).exists():
        raise Refusal("joined_already", remedy=_("This referral belongs to the case already."))
    return _link(case, referral, by, Outcome.JOINED)


def _link(case: Case, referral: Referral, by: User, outcome: Outcome) -> CaseReferral:
    earlier = last_decision(referral)
    triage(referral=referral, outcome=outcome, by=by, after=earlier.pk if earlier else None)
    link = CaseReferral.objects.create(case=case, referral=referral)
    if referral.organisation is not None:
        register(case.person, by=by, organisation=referral.organisation)
    record(Verb.CASE_JOIN, by=by, subject=case, purpose="casework")
    return link
