"""Notes: dated, authored, corrected by addition only (Access to Public Administration Files Act s. 13)."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case


class Note(Sealing, Fact):
    """What somebody wrote down, or the correction of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    text = SealedField(label="note.text")
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("case", "created_at"), name="note_of_case"),)

    def __str__(self) -> str:
        return f"note of {self.created_at:%Y-%m-%d}"
