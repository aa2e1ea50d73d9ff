"""Which organisation a person belongs to, from one day to another."""

from django.conf import settings
from django.db import models

from varsel.base.actors.models import Organisation, Unit
from varsel.base.actors.models.dated import Dated, ends_after_it_starts, one_open
from varsel.base.kernel.records import Record
from varsel.base.kernel.retention import EVERY_FIELD


class Membership(Record, Dated):
    """A person belongs to exactly one organisation at a time; `actions` refuse periods that overlap."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="memberships")

    retention = "with_its_account"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("since",)
        constraints = (
            ends_after_it_starts("membership_ends_after_start"),
            one_open("user_has_one_open_membership", "user"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} in {self.organisation_id}"
