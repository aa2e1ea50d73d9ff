"""Who opened which case in an emergency: for the lead, who is told, and for all who see the case as their own."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from varsel.base.accounts.models import Membership, User
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.cases.access import Seen, led_cases, within
from varsel.casework.cases.models import Case, EmergencyAccess, TeamMember
from varsel.casework.cases.rules.emergencies import TOLD_FOR


def to_tell(user: User) -> QuerySet[EmergencyAccess]:
    """What others opened lately in the cases that the user leads, the newest first."""
    lately = EmergencyAccess.objects.filter(created_at__gt=timezone.now() - TOLD_FOR, case__in=led_cases(user))
    return lately.exclude(user=user).select_related("case", "user").order_by("-created_at", "-id")


def has_lead(case: Case) -> bool:
    """Whether somebody leads the case today, with no conflict of interest: who finds the notice of an emergency."""
    of_unit = Q(unit=case.unit) | Q(unit=None, organisation=case.unit.organisation_id)
    members = Membership.objects.on(legal_today()).filter(of_unit).exclude(user__in=case.conflicts.values("user"))
    return any(member.user.has(Permission.CASE_LEAD) for member in members.select_related("user").iterator())


def team_names(case: Case) -> list[str]:
    """Who is on the team and still works there: whom one can call."""
    there = Membership.objects.on(legal_today()).filter(organisation=case.unit.organisation_id).values("user")
    seats = TeamMember.objects.filter(case=case, until=None, user__in=there, user__is_active=True)
    return [seat.user.display_name for seat in seats.select_related("user").order_by("since", "id")]


def emergencies_in(seen: Seen) -> list[dict[str, Any]]:
    """Every emergency access to a case, newest first, with its reason opened."""
    rows = list(within(seen, EmergencyAccess).select_related("user").reverse())
    texts = open_all([row.reason for row in rows], "casework")
    return [{"row": row, "reason": reason} for row, reason in zip(rows, texts, strict=True)]
