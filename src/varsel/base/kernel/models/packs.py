"""The rule-like entries of a country pack, one dated version a row."""

import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.records import Record
from varsel.base.kernel.retention import EVERY_FIELD


class Confidence(models.TextChoices):
    """How sure the pack is of a fact, as its `source` bears it out."""

    HIGH = "high", _("high: official or primary source")
    MEDIUM = "medium", _("medium: secondary source or derived")
    LOW = "low", _("low: recalled, not yet verified")


class PackEntryQuerySet(models.QuerySet["PackEntry"]):
    """Versions of entries; a rule is read `on` the day it is applied to."""

    def on(self, day: datetime.date) -> Self:
        """Those in force on `day`; both ends are inclusive."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        running = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(started & running)


class PackEntry(Record):
    """One version of an entry. What it says (`data`) never changes once a day has passed; only its end may be set.

    `stated_from` is the beginning that the pack's file states, which with section and key tells the entry;
    `valid_from` is the day from which this version of it is the rule. None means "from the beginning".
    `digest` is the SHA-256 of the data, so that an unchanged entry is recognised.
    """

    pack = models.CharField(max_length=50)
    section = models.CharField(max_length=50)
    key = models.CharField(max_length=120)
    stated_from = models.DateField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    data = models.JSONField()
    source = models.CharField(max_length=300, blank=True)
    source_here = models.CharField(max_length=300, blank=True)  # as readers in the country know it
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    digest = models.CharField(max_length=64)

    retention = "with_its_pack"
    shown_in_dump = EVERY_FIELD

    objects = PackEntryQuerySet.as_manager()

    class Meta:
        ordering = ("section", "key", F("valid_from").asc(nulls_first=True))
        constraints = (
            UniqueConstraint(fields=("section", "key", "valid_from"), name="kernel_packentry_one_start"),
            UniqueConstraint(
                fields=("section", "key"), condition=Q(valid_from__isnull=True), name="kernel_packentry_one_beginning"
            ),
            UniqueConstraint(
                fields=("section", "key"), condition=Q(valid_to__isnull=True), name="kernel_packentry_one_open"
            ),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="kernel_packentry_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}/{self.key}"

    @property
    def cited(self) -> str:
        """The source for a reader of the active language."""
        is_english = (get_language() or "").startswith("en")
        return self.source if is_english else self.source_here or self.source

    def words(self, name: str) -> str:
        """A text of the entry in the active language; English where the pack has no other."""
        texts = self.data[name]
        return str(texts.get((get_language() or "da")[:2]) or texts["en"])
