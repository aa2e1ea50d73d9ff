"""Who outside the team may see which part of a case, for what, until when, on what ground."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from varsel.base.actors.models import Organisation
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.models.consents import Consent
from varsel.casework.cases.models.decisions import CONSENT_OR_GROUND, PassingOn
from varsel.casework.cases.rules.parts import CasePart


class Share(Fact):
    """One part of a case opened to one organisation, up to and including `last_day`.

    What was passed on to a deciding body has no last day: it is open until it is ended.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="shares")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=[(p.value, p.value) for p in CasePart])
    purpose = CodeField("sharing_purpose")
    since = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, blank=True, related_name="+")
    ground = CodeField("disclosure_ground", null=True, blank=True)
    passing_on = models.ForeignKey(PassingOn, models.PROTECT, null=True, blank=True, related_name="shares")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("created_at", "id")
        indexes = (
            models.Index(fields=("organisation", "case", "part"), name="share_with"),
            models.Index(fields=("case",), name="share_of_case"),
        )
        constraints = (
            models.CheckConstraint(condition=CONSENT_OR_GROUND, name="share_under_consent_or_ground"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=False) | Q(passing_on__isnull=False), name="share_has_a_last_day"
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("since")), name="share_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(part__in=list(CasePart)), name="share_part_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.part} since {self.since}"


class ShareEnd(Fact):
    """A share was ended before its last day, or because its consent was withdrawn."""

    share = models.OneToOneField(Share, models.PROTECT, related_name="end")
    on = models.DateField()

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    def __str__(self) -> str:
        return f"ended on {self.on}"
