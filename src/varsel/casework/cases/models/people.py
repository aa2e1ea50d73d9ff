"""The person, apart from the cases: one person may have several over the years."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from varsel.base.actors.models import Organisation
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact, Record, Sealing, Versioned
from varsel.base.kernel.sealing.fields import SealedField


class Person(Sealing, Versioned, Record):
    """Someone the centre works for. Who it is lies sealed; what is counted lies beside it.

    Nothing here is required: many have no CPR number, and a case may be anonymous.
    """

    working_name = SealedField(label="person.working_name")
    names = SealedField(label="person.names")
    birth_date = SealedField(label="person.birth_date")
    cpr = SealedField(label="person.cpr")
    document_number = SealedField(label="person.document_number")
    contact = SealedField(label="person.contact")
    # Blind indexes: only over numbers that nobody can list.
    cpr_index = models.CharField(max_length=64, blank=True, editable=False)
    document_index = models.CharField(max_length=64, blank=True, editable=False)
    sex = CodeField("sex", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_age_uncertain = models.BooleanField(default=False)
    may_be_child = models.BooleanField(default=False)

    retention = "with_its_person"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        indexes = (
            models.Index(fields=("cpr_index",), condition=~Q(cpr_index=""), name="person_cpr"),
            models.Index(fields=("document_index",), condition=~Q(document_index=""), name="person_document"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(birth_year=None) | Q(birth_year__gte=1900, birth_year__lte=2200),
                name="person_birth_year_is_a_year",
            ),
        )

    def __str__(self) -> str:
        return "‹person›"


class Citizenship(Record):
    """One of a person's citizenships."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="citizenships")
    country = CodeField("country")

    retention = "with_its_person"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "country"), name="citizenship_once"),)

    def __str__(self) -> str:
        return self.country_id


class Stay(Fact):
    """A residence status from a day on (None: not known since when), until the next one; it says who decides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    status = CodeField("residence_status")
    since = models.DateField(null=True, blank=True)

    retention = "with_its_person"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("since", "created_at", "id")
        indexes = (models.Index(fields=("person", "since"), name="stay_of_person"),)

    def __str__(self) -> str:
        return f"{self.status_id} since {self.since or 'a day not known'}"


class Registration(Fact):
    """An organisation has the person on its list: what statistics by registering organisation count."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    on = models.DateField(default=timezone.localdate)

    retention = "with_its_person"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "organisation"), name="registered_once"),)

    def __str__(self) -> str:
        return f"on the list since {self.on}"
