"""The entries of code lists, each with its time and its counterparts in the field's standards."""

import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint, Value
from django.db.models.functions import Concat
from django.utils.translation import get_language

from varsel.base.kernel.retention import EVERY_FIELD


class CodeQuerySet(models.QuerySet["Code"]):
    """Entries of code lists; pages ask `on` a day."""

    def on(self, day: datetime.date) -> Self:
        """Those in force on `day`; both ends are inclusive."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        running = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(started & running)


class Code(models.Model):
    """One choice of a code list. It may be renamed or retired, never deleted and never given another meaning.

    The key is `list:code`, so that a foreign key says in itself which list it draws from.
    `outside` maps a standard to its code, e.g. `{"htcds": "forcedCriminality", "eurostat": "OTH"}`.
    """

    id = models.CharField(primary_key=True, max_length=120)
    list = models.CharField(max_length=50)
    code = models.CharField(max_length=69)
    label_da = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    outside = models.JSONField(default=dict, blank=True)
    order = models.PositiveIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    pack = models.CharField(max_length=50)

    retention = "with_its_pack"
    shown_in_dump = EVERY_FIELD

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ("list", "order", "code")
        indexes = (models.Index(fields=("list", "order", "code"), name="kernel_code_list"),)
        constraints = (
            CheckConstraint(
                condition=Q(id=Concat(F("list"), Value(":"), F("code"), output_field=models.CharField())),
                name="kernel_code_key_is_list_and_code",
            ),
            CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="kernel_code_ends_after_it_begins",
            ),
            UniqueConstraint(fields=("list", "code"), name="kernel_code_once_in_its_list"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language; Danish where there is none."""
        return self.label_en if (get_language() or "da").startswith("en") else self.label_da
