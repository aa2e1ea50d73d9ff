"""Files from logged-in partners, checked, stripped and sealed before they are kept."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Record
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.referrals.models.referral import Referral
from varsel.casework.referrals.rules.files import TYPES


class Attachment(Record):
    """One file. Until the referral is sent it hangs on the form's submission key; its name on disk is its id."""

    data_key_id = models.UUIDField(editable=False)
    submission_key = models.UUIDField(db_index=True, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="attachments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content_type = models.CharField(max_length=20, choices=list(TYPES.items()))
    size = models.PositiveIntegerField()  # bytes after stripping
    name = SealedField(label="attachment.name")  # as the sender called it

    retention = "with_its_referral"
    shown_in_dump: frozenset[str] = frozenset({"content_type", "size"})
