"""Opening parts of a case to another organisation, and closing them again."""

from collections.abc import Collection
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
from varsel.casework.cases.actions.consents import must_hold_or_have_ground
from varsel.casework.cases.actions.projections import locked, refresh, refuse_if_closed
from varsel.casework.cases.models import Case, Consent, PassingOn, Share, ShareEnd
from varsel.casework.cases.models.consents import SHARING
from varsel.casework.cases.rules.parts import CasePart

FOR_DECISION = "sharing_purpose:decision"


@transaction.atomic
def share(
    case: Case,
    *,
    by: User,
    organisation: Organisation,
    parts: Collection[CasePart],
    purpose: Code,
    last_day: date,
    consent: Consent | None = None,
    ground: Code | None = None,
) -> list[Share]:
    """Open parts of the case to an organisation from today up to and including `last_day`."""
    case = locked(case)
    refuse_if_closed(case)
    if organisation.pk == case.unit.organisation_id:
        raise Refusal("own_organisation", field="organisation", remedy=_("Put colleagues on the team instead."))
    if not parts:
        raise Refusal("no_parts", field="parts", remedy=_("Choose at least one part of the case."))
    if last_day < timezone.localdate():
        raise Refusal("in_past", field="last_day", remedy=_("The last day has passed already."))
    must_hold_or_have_ground(case, organisation, purpose=SHARING, consent=consent, ground=ground)
    shares = open_parts(
        case,
        by=by,
        organisation=organisation,
        parts=parts,
        consent=consent,
        ground=ground,
        purpose=purpose.id,
        last_day=last_day,
    )
    record(Verb.CASE_SHARE, by=by, subject=case, purpose="casework", fields=sorted(parts))
    return shares


def open_parts(
    case: Case,
    *,
    by: User,
    organisation: Organisation,
    parts: Collection[CasePart],
    consent: Consent | None,
    ground: Code | None,
    purpose: str = FOR_DECISION,
    last_day: date | None = None,
    passing_on: PassingOn | None = None,
) -> list[Share]:
    """One share for each part; the event is written by the act that calls this."""
    return [
        Share.objects.create(
            case=case,
            organisation=organisation,
            part=part,
            purpose_id=purpose,
            since=timezone.localdate(),
            last_day=last_day,
            consent=consent,
            ground=ground,
            passing_on=passing_on,
            shared_by=by,
        )
        for part in sorted(parts)
    ]


@transaction.atomic
def end_share(share: Share, *, by: User) -> ShareEnd:
    """Close a part at once."""
    case = locked(share.case)
    if ShareEnd.objects.filter(share=share).exists():
        raise Refusal("ended_already", remedy=_("This access has been ended already."))
    end = ShareEnd.objects.create(share=share, on=timezone.localdate())
    refresh(case)
    record(Verb.CASE_UNSHARE, by=by, subject=case, purpose="casework", fields=[share.part])
    return end
