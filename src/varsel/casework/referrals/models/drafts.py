"""What is kept before a referral is sent: a saved draft, a suspicion under way; and the count of attempts."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact, Record, Versioned
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.referral import Referral


class Draft(Record):
    """A saved form: under a code for anybody, under the user for a partner (one at a time)."""

    data_key_id = models.UUIDField(editable=False)
    code_hash = models.CharField(max_length=64, unique=True, null=True, blank=True, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    answers = SealedField(label="draft.answers")
    expires_at = models.DateTimeField(db_index=True)

    retention = "thirty_days"
    shown_in_dump: frozenset[str] = frozenset()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code_hash__isnull=True, user__isnull=False)
                | models.Q(code_hash__isnull=False, user__isnull=True),
                name="draft_under_code_or_user",
            )
        ]


class Suspicion(Record, Versioned):
    """A person whom an outreach worker is worried about, kept over several visits before anything is referred."""

    data_key_id = models.UUIDField(editable=False)
    organisation = models.ForeignKey("actors.Organisation", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    first_name = SealedField(label="suspicion.first_name")
    place = SealedField(label="suspicion.place")
    next_visit = models.DateField(null=True, blank=True)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="suspicion")
    closed_at = models.DateTimeField(null=True, blank=True)

    retention = "ninety_days_closed"
    shown_in_dump: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["organisation", "closed_at", "next_visit"], name="suspicion_open")]


class Visit(Fact):
    """What was seen on one visit."""

    suspicion = models.ForeignKey(Suspicion, on_delete=models.PROTECT, related_name="visits")
    data_key_id = models.UUIDField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    signs = models.JSONField(default=list, blank=True)
    note = SealedField(label="visit.note")

    retention = "ninety_days_closed"
    shown_in_dump: frozenset[str] = frozenset()

    class Meta:
        indexes = [models.Index(fields=["suspicion", "-on"], name="visit_in_order")]


class Attempts(models.Model):
    """How often something was tried in one window of time; the bucket is a keyed hash, never an address."""

    bucket = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    retention = "thirty_days"
    shown_in_dump: frozenset[str] = frozenset()
