"""Who opened which case in an emergency: for the lead, who is told, and for all who see the case as their own."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.cases.access import Seen, led_cases, within
from varsel.casework.cases.models import EmergencyAccess
from varsel.casework.cases.rules.emergencies import TOLD_FOR


def to_tell(user: User) -> QuerySet[EmergencyAccess]:
    """What others opened lately in the cases that the user leads, the newest first."""
    lately = EmergencyAccess.objects.filter(created_at__gt=timezone.now() - TOLD_FOR, case__in=led_cases(user))
    return lately.exclude(user=user).select_related("case", "user").order_by("-created_at", "-id")


def emergencies_in(seen: Seen) -> list[dict[str, Any]]:
    """Every emergency access to a case, newest first, with its reason opened."""
    rows = list(within(seen, EmergencyAccess).select_related("user").reverse())
    texts = open_all([row.reason for row in rows], "casework")
    return [{"row": row, "reason": reason} for row, reason in zip(rows, texts, strict=True)]
