"""Organisations, what they were called, who owned them when, and how they are reached."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.base.actors.models.dated import Dated, ends_after_it_starts, one_open
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Record
from varsel.base.kernel.retention import EVERY_FIELD


def in_language(danish: str, english: str) -> str:
    """The text of the active language; Danish where there is no English."""
    return english if english and (get_language() or "da").startswith("en") else danish


class Organisation(Record):
    """An authority, an organisation or a company that takes part; its pack key stays when its name changes."""

    key = models.SlugField(max_length=80, unique=True)
    kind = CodeField("organisation_kind")
    cooperation_status = CodeField("cooperation_status", null=True, blank=True)
    bound_by_secrecy = models.BooleanField(
        default=False, help_text=_("Its staff are bound by secrecy in law, so that they may learn the outcome.")
    )
    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, blank=True)

    retention = "with_its_organisation"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("key",)

    def __str__(self) -> str:
        return self.key


class OrganisationName(Record, Dated):
    """What an organisation is called from one day to another."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="names")
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short = models.CharField(max_length=40, blank=True)

    retention = "with_its_organisation"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("since",)
        constraints = (
            ends_after_it_starts("organisation_name_ends_after_start"),
            one_open("organisation_has_one_open_name", "organisation"),
        )

    def __str__(self) -> str:
        return in_language(self.name_da, self.name_en)


class Ownership(Record, Dated):
    """Which organisation (a ministry, mostly) an organisation belongs under; ministries change often."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="owners")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="owned")
    source = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=10, blank=True)

    retention = "with_its_organisation"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("since",)
        constraints = (
            ends_after_it_starts("ownership_ends_after_start"),
            one_open("organisation_has_one_open_owner", "organisation"),
            models.CheckConstraint(condition=~Q(organisation=F("owner")), name="organisation_never_owns_itself"),
        )

    def __str__(self) -> str:
        return f"{self.organisation_id} under {self.owner_id}"


class Unit(Record):
    """A part of an organisation: a district, a region, a team."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="units")
    key = models.SlugField(max_length=80)
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    retired_on = models.DateField(null=True, blank=True)

    retention = "with_its_organisation"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("name_da",)
        constraints = (models.UniqueConstraint(fields=("organisation", "key"), name="unit_key_once_in_organisation"),)

    def __str__(self) -> str:
        return in_language(self.name_da, self.name_en)


class ContactPoint(Record):
    """One way to reach an organisation or one of its units; a function, never a named person."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contact_points")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="contact_points")
    kind = CodeField("contact_kind")
    value = models.CharField(max_length=200)
    label_da = models.CharField(max_length=200, blank=True)
    label_en = models.CharField(max_length=200, blank=True)
    public = models.BooleanField(default=False, help_text=_("May be shown on pages without log-in."))
    order = models.PositiveSmallIntegerField(default=0)

    retention = "with_its_organisation"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("organisation", "order")
        constraints = (
            models.UniqueConstraint(
                fields=("organisation", "kind", "value"), name="contact_point_once_in_organisation"
            ),
        )

    def __str__(self) -> str:
        return in_language(self.label_da, self.label_en) or self.value
