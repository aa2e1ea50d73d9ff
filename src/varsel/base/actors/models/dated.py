"""What holds from one day to another."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q

from varsel.base.actors.rules import Period, holds


class DatedQuerySet(models.QuerySet[Any]):
    """Rows by the day on which they hold."""

    def on(self, day: date) -> Self:
        """The rows that hold on the day."""
        return self.filter(Q(until=None) | Q(until__gt=day), since__lte=day)


class Dated(models.Model):
    """`since` is the first day; `until` the first day on which it no longer holds (none: open)."""

    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def period(self) -> Period:
        return self.since, self.until

    def holds_on(self, day: date) -> bool:
        return holds(self.period, day)


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint that every dated table carries, under a name of its own."""
    return models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name=name)


def one_open(name: str, *fields: str) -> models.UniqueConstraint:
    """At most one row without an end for each combination of the fields."""
    return models.UniqueConstraint(fields=fields, condition=Q(until=None), name=name)
