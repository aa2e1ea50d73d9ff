"""From a referral to a case: the referral's decision, the case and the link are one act.

A referral about several persons is answered by several such acts and keeps all its cases.
"""

from typing import Any
from uuid import UUID

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
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.triage import Outcome


@transaction.atomic
def open_from_referral(referral: Referral, *, by: User, after: UUID | None, **case: Any) -> Case:
    """Answer a referral by opening a case, once for each person it is about.

    `after` is the decision that stood when this was chosen (None: none), so that of two people at once one is
    refused and nobody gets two cases; `case` is what `open_case` takes.
    """
    opened = open_case(by=by, **case)
    _link(opened, referral, by, Outcome.OPENED, after)
    return opened


@transaction.atomic
def join_referral(case: Case, *, by: User, referral: Referral, after: UUID | None) -> CaseReferral:
    """Answer a referral by joining it to a case that is open already, of one of the persons it is about."""
    case = locked(case)
    refuse_if_closed(case)
    if CaseReferral.objects.filter(case=case, referral=referral).exists():
        raise Refusal("joined_already", remedy=_("This referral belongs to the case already."))
    return _link(case, referral, by, Outcome.JOINED, after)


def _link(case: Case, referral: Referral, by: User, outcome: Outcome, after: UUID | None) -> CaseReferral:
    triage(referral=referral, outcome=outcome, by=by, after=after)
    link = CaseReferral.objects.create(case=case, referral=referral)
    if referral.organisation is not None:
        register(case.person, by=by, organisation=referral.organisation)
    record(Verb.CASE_JOIN, by=by, subject=case, purpose="casework")
    return link
