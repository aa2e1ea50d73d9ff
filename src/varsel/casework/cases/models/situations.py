"""What was done to the person: form, place, period; act, means and purpose with who observed them."""

from django.db import models
from django.db.models import F, Q

from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.rules.assessment import Element


class Situation(Sealing, Fact):
    """One situation of exploitation; a person may have been in several. A correction names what it corrects."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="situations")
    form = CodeField("exploitation_form")
    is_main = models.BooleanField(default=False)
    country = CodeField("country", null=True, blank=True)
    place = SealedField(label="situation.place")  # coarse: a town, a kind of place
    began = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("-is_main", "created_at", "id")
        indexes = (models.Index(fields=("case",), name="situation_of_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(began=None) | Q(ended=None) | Q(ended__gte=F("began")), name="situation_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return self.form_id


class SituationElement(Fact):
    """An act, a means or a purpose, with the signs that show it and who observed it how."""

    class Basis(models.TextChoices):
        OBSERVED = "observed"
        STATED = "stated"
        DOCUMENTED = "documented"

    situation = models.ForeignKey(Situation, models.PROTECT, related_name="elements")
    code = CodeField("trafficking_element")  # its name begins with act_, means_ or purpose_
    observer = CodeField("observer")
    basis = models.CharField(max_length=10, choices=Basis.choices)
    signs = models.JSONField(default=list, blank=True)  # keys of the sign catalogue

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return self.code_id

    @property
    def element(self) -> Element:
        """Which of the three elements it shows."""
        return Element(self.code_id.partition(":")[2].partition("_")[0])
