"""Contacts with the person and clarifying interviews."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.models.consents import Consent


class Interview(Sealing, Fact):
    """A talk where the person is, voluntary; only a clarifying interview moves the case on."""

    class Kind(models.TextChoices):
        CONTACT = "contact"
        INTERVIEW = "interview"

    case = models.ForeignKey(Case, models.PROTECT, related_name="interviews")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    held_on = models.DateField()
    place_kind = CodeField("interview_place")
    interpreter_language = CodeField("language", null=True, blank=True)
    companion = CodeField("companion", null=True, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    summary = SealedField(label="interview.summary")
    held_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("held_on", "created_at", "id")
        indexes = (models.Index(fields=("case", "kind"), name="interview_of_case"),)

    def __str__(self) -> str:
        return f"{self.kind} on {self.held_on}"
