"""The case, its team, and where it came from."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from varsel.base.actors.models import Unit
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact, Record, Versioned
from varsel.casework.cases.models.people import Person
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.rules.numbers import LENGTH, shown_number

NEVER = date(9999, 12, 31)


class Case(Versioned, Record):
    """One course of work for one person.

    `status`, `due`, `due_clock` and `is_child` are projections: what lists need, written by the act that
    changes them and compared with the facts by `actions.check_projections`.
    """

    number = models.CharField(max_length=LENGTH, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    opened_on = models.DateField()
    in_danger = models.BooleanField(default=False)
    is_child = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=[(s.value, s.value) for s in Status], default=Status.NEW)
    due = models.DateField(default=NEVER)  # never null, so that a list pages by (due, id)
    due_clock = models.CharField(max_length=60, blank=True)

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("due", "id")
        indexes = (
            models.Index(fields=("due", "id"), name="case_by_due"),
            models.Index(fields=("unit", "due", "id"), name="case_of_unit"),
            models.Index(fields=("unit", "status", "due", "id"), name="case_of_unit_in_status"),
            models.Index(fields=("person",), name="case_of_person"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(status__in=list(Status)), name="case_status_is_known"),
            models.CheckConstraint(
                condition=Q(due=NEVER, due_clock="") | (Q(due__lt=NEVER) & ~Q(due_clock="")),
                name="case_due_says_why",
            ),
        )

    def __str__(self) -> str:
        return shown_number(self.number)

    @property
    def deadline(self) -> date | None:
        return None if self.due == NEVER else self.due

    @property
    def is_closed(self) -> bool:
        return self.status == Status.CLOSED


class TeamMember(Record):
    """Somebody who works on the case, to the day before `until`."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="team")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        indexes = (models.Index(fields=("user", "until", "case"), name="team_of_user"),)
        constraints = (
            models.UniqueConstraint(fields=("case", "user"), condition=Q(until=None), name="team_member_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="team_ends_after_start"),
        )

    def __str__(self) -> str:
        return f"member since {self.since}"


class ConflictOfInterest(Fact):
    """A named user is shut out of the case, whatever the role."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="conflicts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        indexes = (models.Index(fields=("user", "case"), name="conflict_of_user"),)
        constraints = (models.UniqueConstraint(fields=("case", "user"), name="conflict_once"),)

    def __str__(self) -> str:
        return "shut out"


class Closing(Fact):
    """The case is closed, or opened again."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="closings")
    seq = models.PositiveSmallIntegerField()  # from 1; odd entries close, even ones open again
    reason = CodeField("closing_reason", null=True, blank=True)
    on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("seq",)
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="closing_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="closing_counts_from_one"),
        )

    @property
    def is_reopening(self) -> bool:
        return self.seq % 2 == 0

    def __str__(self) -> str:
        return f"{'reopened' if self.is_reopening else 'closed'} on {self.on}"
