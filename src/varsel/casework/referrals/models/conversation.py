"""What the centre and the sender write to each other, and what the sender has seen of it."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.referral import Referral


class Message(Fact):
    """One message. The centre's never repeat the report; the sender's are never shown to the sender again."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="messages")
    data_key_id = models.UUIDField(editable=False)
    by_centre = models.BooleanField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_question = models.BooleanField(default=False)
    text = SealedField(label="message.text")

    retention = "with_its_referral"
    shown_in_dump: frozenset[str] = frozenset({"by_centre", "is_question", "created_at"})

    class Meta:
        indexes = [models.Index(fields=["referral", "created_at"], name="message_in_order")]


class MessageSeen(Fact):
    """The sender has seen a message; from the next visit on it is hidden."""

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="seen")

    retention = "with_its_referral"
    shown_in_dump: frozenset[str] = frozenset({"created_at"})


class Reading(Fact):
    """The first time somebody at the centre opened a referral; it makes the status "read"."""

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="first_reading")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    retention = "with_its_referral"
    shown_in_dump: frozenset[str] = frozenset({"created_at"})
