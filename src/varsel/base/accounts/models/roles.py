"""What people may do: roles from the country pack, granted from one day to another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from varsel.base.accounts.rules import needs_second_person
from varsel.base.actors.models import in_language
from varsel.base.actors.models.dated import Dated, ends_after_it_starts, one_open
from varsel.base.kernel.records import Record
from varsel.base.kernel.retention import EVERY_FIELD


class Role(Record):
    """A bundle of permissions that a layperson can understand; retired, never deleted."""

    key = models.SlugField(max_length=60, unique=True)
    label_da = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    description_da = models.TextField()
    description_en = models.TextField()
    permissions = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    retention = "with_its_pack"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("order", "key")

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return in_language(self.label_da, self.label_en)

    @property
    def description(self) -> str:
        return in_language(self.description_da, self.description_en)


class RoleGrant(Record, Dated):
    """A role held by a person from one day to another, and who gave it (nobody: the system).

    A role that opens cases has no effect until a second person has approved it; see `waits`. What the command
    line gives counts as approved: the shell owns the machine already. An approval is written once.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    approved_on = models.DateField(null=True, blank=True)

    retention = "with_its_account"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("since",)
        constraints = (
            ends_after_it_starts("role_grant_ends_after_start"),
            one_open("role_granted_once_at_a_time", "user", "role"),
            models.CheckConstraint(
                condition=Q(approved_by=None, approved_on=None)
                | Q(approved_by__isnull=False, approved_on__isnull=False),
                name="role_approved_by_somebody_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~(Q(approved_by=F("user")) | Q(approved_by=F("granted_by"))),
                name="role_approved_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role_id} for {self.user_id}"

    @property
    def waits(self) -> bool:
        """Whether it has no effect yet because nobody has approved it. The role's own permissions of today decide."""
        given_by_a_person = self.granted_by_id is not None
        return given_by_a_person and self.approved_on is None and needs_second_person(self.role.permissions)
