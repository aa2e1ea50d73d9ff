"""What was decided about a period: started, extended, ended; and the correction of an entry."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from varsel.base.actors.models import Organisation
from varsel.base.kernel.codes import CodeField
from varsel.base.kernel.records import Fact
from varsel.casework.cases.models.cases import Case
from varsel.casework.cases.rules import clocks


class ClockEvent(Fact):
    """One decision about one period of a case, or the correction of an entry, which then no longer counts.

    `ground` is a code of the rule that is in force on the start. A correction has the kind of what it corrects.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clock_events")
    clock = models.CharField(max_length=60)  # key of the pack's rule
    seq = models.PositiveSmallIntegerField()  # from 1; unique, so that of two at once only one succeeds
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in clocks.EventKind])
    on = models.DateField()
    days = models.PositiveSmallIntegerField(default=0)
    ground = models.CharField(max_length=60, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = CodeField("clock_correction", null=True, blank=True)  # what was wrong with the entry it corrects
    decided_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_case"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("clock", "seq")
        constraints = (
            models.UniqueConstraint(fields=("case", "clock", "seq"), name="clock_event_once"),
            models.CheckConstraint(
                condition=Q(seq=1, kind="started", corrects=None)
                | Q(seq__gt=1, kind__in=["extended", "ended"], corrects=None)
                | Q(seq__gt=1, corrects__isnull=False),
                name="clock_begins_with_a_start",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, reason=None) | Q(corrects__isnull=False, reason__isnull=False),
                name="clock_correction_has_a_reason",
            ),
            models.CheckConstraint(condition=~Q(corrects=models.F("id")), name="clock_corrects_another"),
        )

    def __str__(self) -> str:
        return f"{self.clock} {self.kind} on {self.on}"

    def as_rule_event(self) -> clocks.ClockEvent:
        return clocks.ClockEvent(clocks.EventKind(self.kind), self.on, self.days, self.ground, self.asked_on)
