"""The catalogue of warning signs, loaded from the country pack."""

import datetime
from typing import Any, Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.records import Record
from varsel.base.kernel.retention import EVERY_FIELD
from varsel.base.signs.rules import catalogue


class SignQuerySet(models.QuerySet["Sign"]):
    def on(self, day: datetime.date) -> Self:
        """The signs in use on `day`; both ends are inclusive."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Sign(Record):
    """One warning sign; its key (RD01) never comes to mean something else, it is retired instead."""

    key = models.CharField(max_length=10, unique=True)
    order = models.PositiveIntegerField()
    dimension = models.CharField(max_length=30)
    noticed = models.CharField(max_length=10, choices=[(kind, kind) for kind in catalogue.Noticed])
    alarm = models.BooleanField(default=False)
    child_only = models.BooleanField(default=False)
    forms = models.JSONField(default=list)  # codes of exploitation_form, first level; none: every form
    sectors = models.JSONField(default=list)
    weights = models.JSONField(default=dict)
    basis = models.CharField(max_length=30)
    ilo11 = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    source_confidence = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    retention = "with_its_pack"
    shown_in_dump = EVERY_FIELD

    objects = SignQuerySet.as_manager()

    class Meta:
        ordering = ("order",)

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """The sign in the active language, else in Danish."""
        texts = {text.language: text.text for text in self.texts.all()}
        return texts.get((get_language() or "da")[:2]) or texts.get("da", self.key)

    @property
    def as_rule(self) -> catalogue.Sign:
        """The sign as the rules see it."""
        entry: dict[str, Any] = {name: getattr(self, name) for name in ENTRY}
        return catalogue.sign_of(entry)


ENTRY = ("key", "dimension", "noticed", "alarm", "child_only", "forms", "sectors", "weights", "basis")


class Review(models.TextChoices):
    """How far a text has come; only practitioners may move it to the last."""

    PROPOSED = "proposed", _("proposed, not yet reviewed by practitioners")
    REVIEWED = "reviewed", _("reviewed by practitioners")


class SignText(Record):
    """The words of a sign in one language, in our own words and quoting nobody."""

    sign = models.ForeignKey(Sign, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=300)
    review = models.CharField(max_length=10, choices=Review, default=Review.PROPOSED)

    retention = "with_its_pack"
    shown_in_dump = EVERY_FIELD

    class Meta:
        ordering = ("language",)
        constraints = (
            UniqueConstraint(fields=("sign", "language"), name="signs_signtext_once_a_language"),
            CheckConstraint(condition=~Q(text=""), name="signs_signtext_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.sign_id} {self.language}"
