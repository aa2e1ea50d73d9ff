"""Where a case came from."""

from django.db import models

from varsel.base.kernel.records import Fact
from varsel.casework.cases.models.cases import Case
from varsel.casework.referrals.models import Referral


class CaseReferral(Fact):
    """A referral that the case came from or that was joined to it; one referral may concern several persons."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="referrals")
    referral = models.ForeignKey(Referral, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=("case", "referral"), name="referral_joined_once"),)

    def __str__(self) -> str:
        return "joined"
