"""What the person has said yes to, and when it was taken back."""

from django.db import models

from varsel.base.actors.models import Organisation
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact
from varsel.casework.cases.models.cases import Case

PASSING_ON = "consent_purpose:passing_on"
SHARING = "consent_purpose:sharing"
INTERVIEW = "consent_purpose:interview"
# Purposes that name a recipient: a yes to one organisation is no yes to another.
TO_A_RECIPIENT = frozenset({PASSING_ON, SHARING})


class Consent(Fact):
    """A yes to one purpose for one recipient, in the words of one version of the text.

    It allows disclosure and participation; it is not the centre's lawful basis for working with the data
    (public task; L). Freely given, specific, informed, and withdrawn as easily (Public Administration Act s. 28).
    """

    class Evidence(models.TextChoices):
        WRITTEN = "written"
        ORAL = "oral"
        ORAL_INTERPRETED = "interpreted"

    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    purpose = CodeField("consent_purpose")
    recipient = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text_version = models.CharField(max_length=40)
    evidence = models.CharField(max_length=11, choices=Evidence.choices)
    given_on = models.DateField()

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("given_on", "created_at", "id")
        indexes = (models.Index(fields=("case",), name="consent_of_case"),)

    def __str__(self) -> str:
        return f"{self.purpose_id} from {self.given_on}"


class ConsentWithdrawal(Fact):
    """The person took the consent back; it works at once."""

    consent = models.OneToOneField(Consent, models.PROTECT, related_name="withdrawal")
    withdrawn_on = models.DateField()

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    def __str__(self) -> str:
        return f"withdrawn on {self.withdrawn_on}"
