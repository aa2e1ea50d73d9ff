"""What was decided about a period: started, extended, ended."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from varsel.base.actors.models import Organisation
from varsel.base.kernel.records import Fact
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.rules import clocks


class ClockEvent(Fact):
    """One decision about one period of a case. `ground` is a code of the rule that is in force on the start."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_events")
    clock = models.CharField(max_length=60)  # key of the pack's rule
    seq = models.PositiveSmallIntegerField()  # from 1; unique, so that of two at once only one succeeds
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in clocks.EventKind])
    on = models.DateField()
    days = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(max_length=60, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("clock", "seq")
        constraints = (
            models.UniqueConstraint(fields=("case", "clock", "seq"), name="clock_event_once"),
            models.CheckConstraint(
                condition=Q(seq=1, kind="started") | Q(seq__gt=1, kind__in=["extended", "ended"]),
                name="clock_begins_with_a_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock} {self.kind} on {self.on}"

    def as_rule_event(self) -> clocks.ClockEvent:
        return clocks.ClockEvent(clocks.EventKind(self.kind), self.on, self.days, self.ground, self.asked_on)
