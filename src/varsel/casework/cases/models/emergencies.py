"""The glass was broken: somebody opened a case that is not her or his own."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case


class EmergencyAccess(Sealing, Fact):
    """A case is open to a named user until a moment, for a reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    until = models.DateTimeField()
    reason = SealedField(label="emergency.reason")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (
            models.Index(fields=("user", "until", "case"), name="emergency_of_user"),
            models.Index(fields=("case",), name="emergency_in_case"),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(until__gt=models.F("created_at")), name="emergency_ends_later"),
        )

    def __str__(self) -> str:
        return f"open until {self.until}"
