"""Events as lines that a person reads: who, when, what, about what, what for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.base.audit import labels, purposes
from varsel.base.audit.models import Event, EventShown
from varsel.base.audit.queries import described
from varsel.base.audit.subjects import NOBODY
from varsel.base.kernel.cursors import cursor, read_cursor
from varsel.base.kernel.packs.legal_days import legal_day
from varsel.base.oversight.queries import people

PAGE = 50
NOT_USERS = {"system": _("The system"), "anonymous": _("Somebody without a log-in")}


@dataclass(frozen=True)
class Line:
    """One event; `about` is None where the act concerns nothing but the one who did it."""

    event: Event
    who: "str | Promise"
    organisation: str
    what: "str | Promise"
    about: labels.Label | None
    purpose: "str | Promise"

    @property
    def day(self) -> date:
        return legal_day(self.event.created_at)

    @property
    def at(self) -> datetime:
        return self.event.created_at

    @property
    def refused(self) -> bool:
        return bool(self.event.code)


@dataclass(frozen=True)
class Page:
    """Some lines by day, newest first, and the place where the next page begins."""

    lines: list[Line]
    following: str | None

    @property
    def days(self) -> list[tuple[date, list[Line]]]:
        return [(day, list(lines)) for day, lines in groupby(self.lines, key=lambda line: line.day)]

    @property
    def events(self) -> list[Event]:
        return [line.event for line in self.lines]


def page(found: QuerySet[Event], after: str = "") -> Page:
    """The events after the place named in the address, by (created_at, id) downwards."""
    place = read_cursor(after)
    if place:
        at, event_id = place
        found = found.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=event_id), created_at__lte=at)
    rows = list(found.order_by("-created_at", "-id")[: PAGE + 1])
    shown = rows[:PAGE]
    following = cursor(shown[-1].created_at, shown[-1].id) if len(rows) > PAGE else None
    return Page(lines(shown), following)


def lines(events: Sequence[Event]) -> list[Line]:
    """Each event as a line; a handful of queries for all of them."""
    names = people.names({event.actor_id for event in events if event.actor_id})
    organisations = people.organisations({event.organisation_id for event in events if event.organisation_id})
    about = _subjects(events)
    told = labels.labels(about.values())
    return [
        Line(
            event=event,
            who=_who(event, names),
            organisation=organisations.get(event.organisation_id, "") if event.organisation_id else "",
            what=described(event.verb),
            about=told[about[event.id]] if event.id in about else None,
            purpose=purposes.described(event.purpose),
        )
        for event in events
    ]


def line(event: Event) -> Line:
    return lines([event])[0]


def _who(event: Event, names: Mapping[UUID, str]) -> "str | Promise":
    if event.actor_id is None:
        return NOT_USERS.get(event.actor_kind, event.actor_kind)
    return names.get(event.actor_id, _("A log-in that is gone"))


def _subjects(events: Sequence[Event]) -> dict[UUID, labels.Key]:
    """By event: its subject, or what was asked for and refused; nothing for lists and one's own acts."""
    refused = [event.id for event in events if event.code]
    asked = EventShown.objects.filter(event__in=refused).values_list("event_id", "subject_kind", "subject_id")
    found = {event.id: (event.subject_kind, event.subject_id) for event in events if not _is_own(event)}
    return found | {event_id: (kind, subject_id) for event_id, kind, subject_id in asked}


def _is_own(event: Event) -> bool:
    return event.subject_id == (event.actor_id or NOBODY)
