"""The centre's decisions on a referral, and who is looking at it right now."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact, Record
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.referral import Referral
from varsel.casework.referrals.models.words import choices
from varsel.casework.referrals.rules.triage import Outcome


class Triage(Fact):
    """One decision. It names its predecessor, so that of two people at once only one can succeed."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    data_key_id = models.UUIDField(editable=False)
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successor"
    )
    outcome = models.CharField(max_length=9, choices=choices(Outcome))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(
        "actors.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(max_length=60, blank=True)  # pack key
    reason = SealedField(label="triage.reason")

    retention = "with_its_referral"
    shown_in_dump: frozenset[str] = frozenset({"outcome", "created_at"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=models.Q(predecessor__isnull=True), name="triage_one_first_decision"
            ),
            models.CheckConstraint(
                condition=~models.Q(outcome=Outcome.PROPOSED)
                | (models.Q(recipient__isnull=False) & ~models.Q(ground="")),
                name="triage_passing_on_has_recipient_and_ground",
            ),
        ]


class Presence(Record):
    """Somebody has a referral open; forgotten after `queries.PRESENCE_LASTS`."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    retention = "thirty_days"
    shown_in_dump: frozenset[str] = frozenset()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["referral", "user"], name="presence_once_each")]
