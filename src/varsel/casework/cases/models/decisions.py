"""The assessment of whether somebody was trafficked, and passing the case on to the body that decides it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from varsel.base.actors.models import Organisation
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact, Sealing
from varsel.base.kernel.sealing.fields import SealedField
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.models.consents import Consent
from varsel.casework.cases.models.situations import SituationElement

CONSENT_OR_GROUND = Q(consent__isnull=False, ground__isnull=True) | Q(consent__isnull=True, ground__isnull=False)


class PassingOn(Fact):
    """The deciding body gets named parts of the case, under a consent of its own or a recorded legal ground."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="passings_on")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    ground = CodeField("disclosure_ground", null=True, blank=True)
    on = models.DateField()
    passed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("organisation", "case"), name="passing_on_to"),)
        constraints = (models.CheckConstraint(condition=CONSENT_OR_GROUND, name="passing_on_under_consent_or_ground"),)

    def __str__(self) -> str:
        return f"passed on on {self.on}"


class Assessment(Sealing, Fact):
    """A decision by the body that the pack's rule named for the residence status on that day.

    Each names its predecessor, and a predecessor has one successor: of two who decide at once, one succeeds.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    predecessor = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    outcome = CodeField("assessment_outcome")
    decided_on = models.DateField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=120)  # key of the pack's rule of competence
    residence_status = CodeField("residence_status")
    age = models.PositiveSmallIntegerField(null=True, blank=True)  # at identification, whole years
    is_child = models.BooleanField()
    reason = SealedField(label="assessment.reason")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (models.Index(fields=("decided_on", "id"), name="assessment_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=("case",), condition=Q(predecessor=None), name="assessment_first_once"),
            models.CheckConstraint(condition=~Q(predecessor=models.F("id")), name="assessment_follows_another"),
        )

    def __str__(self) -> str:
        return f"{self.outcome_id} on {self.decided_on}"


class AssessmentGround(Fact):
    """An act, means or purpose of the file that the decision rests on."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="grounds")
    element = models.ForeignKey(SituationElement, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assessment", "element"), name="ground_once"),)

    def __str__(self) -> str:
        return "ground"
