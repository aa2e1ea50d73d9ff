"""The hotline's contact log: a call is a signal, and only sometimes a referral."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Record, Versioned
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.referral import Referral
from varsel.casework.referrals.models.words import Caller, Channel, choices


class Contact(Record, Versioned):
    """One call, mail or visit. The note holds what is needed and no verbatim talk."""

    data_key_id = models.UUIDField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=8, choices=choices(Channel), default=Channel.PHONE)
    caller = models.CharField(max_length=10, choices=choices(Caller), default=Caller.PUBLIC)
    note = SealedField(label="contact.note")
    ended_at = models.DateTimeField(null=True, blank=True)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="contact")

    retention = "one_year"
    shown_in_dump: frozenset[str] = frozenset({"channel", "caller", "created_at"})

    class Meta:
        indexes = [models.Index(fields=["user", "ended_at", "-created_at"], name="contact_open")]
