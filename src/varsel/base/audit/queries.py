"""Reading the trail: pages of events, a stream, a person's own extract, what is unusual."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.models import CRITERION, Event, EventShown
from varsel.base.audit.rules import OWN_DOINGS, ROUTINE, LookUp, Reason, unusual
from varsel.base.audit.subjects import Subject, subject_key
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.sealing.boxes import open_text

HABIT = timedelta(days=28)  # how far back a person's habit is looked for
MOST = 5000  # look-ups weighed at once
UnitsOf = Callable[[Sequence[Event]], Mapping[UUID, tuple[UUID, UUID]]]  # by event
REASONS: Mapping[Reason, Promise] = {
    Reason.AFTER_REFUSAL: _("Opened within a day of being refused the same."),
    Reason.AT_NIGHT: _("Between ten in the evening and six in the morning."),
    Reason.MANY_SUBJECTS: _("At least ten on one day, and three times as many as on the person's other days."),
    Reason.OTHER_UNIT: _("A case of another unit."),
}


@dataclass(frozen=True)
class LookedUp:
    """A line of the person's own extract: when and what for; never who."""

    at: datetime
    purpose: str
    what: "str | Promise"


def described(verb: str) -> "str | Promise":
    """The verb in plain words; a verb that no longer exists stands as it is."""
    known = Verb._value2member_map_.get(verb)
    return known.description if isinstance(known, Verb) else verb


def all_about(subject: Subject) -> QuerySet[Event]:
    """Every event in the subject's stream, every list that showed the subject, every refusal to show it."""
    kind, subject_id = subject_key(subject)
    on_lists = EventShown.objects.filter(subject_kind=kind, subject_id=subject_id).values("event_id")
    own = Q(subject_kind=kind, subject_id=subject_id)
    return Event.objects.filter(own | Q(id__in=on_lists)).order_by("-created_at", "-id")


def look_ups_of(subject: Subject) -> QuerySet[Event]:
    """All about the subject but the refusals: then nothing was shown."""
    return all_about(subject).filter(code="")


def extract_for(*subjects: Subject) -> list[LookedUp]:
    """The dates and purposes of look-ups, newest first, for the person whom the subjects are about.

    After CJEU C-579/21 and Datatilsynet 2024-32-0283 a person may have the dates and purposes, normally not the
    names of staff (H).
    """
    events = {event.id: event for subject in subjects for event in look_ups_of(subject)}
    newest_first = sorted(events.values(), key=lambda event: (event.created_at, event.id), reverse=True)
    return [LookedUp(event.created_at, event.purpose, described(event.verb)) for event in newest_first]


def stream_of(subject: Subject) -> QuerySet[Event]:
    """The subject's own stream, newest first."""
    kind, subject_id = subject_key(subject)
    return Event.objects.filter(subject_kind=kind, subject_id=subject_id).order_by("-seq")


def events(
    *, actor_id: UUID | None = None, verb: str = "", purpose: str = "", since: datetime | None = None,
    until: datetime | None = None, refused: bool = False, besides_routine_of: UUID | None = None,
) -> QuerySet[Event]:  # fmt: skip
    """Events that meet every condition given, newest first; `until` is the moment after the last.

    `besides_routine_of`: without what this user read as a matter of routine; what was refused stays.
    """
    wanted: dict[str, object] = {
        "actor_id": actor_id, "verb": verb, "purpose": purpose, "created_at__gte": since, "created_at__lt": until,
    }  # fmt: skip
    found = Event.objects.filter(**{name: value for name, value in wanted.items() if value})
    if besides_routine_of:
        found = found.exclude(actor_id=besides_routine_of, verb__in=ROUTINE, code="")
    return (found.exclude(code="") if refused else found).order_by("-created_at", "-id")


def criterion_of(event: Event) -> dict[str, object]:
    """What was searched for, opened for an auditor."""
    if not event.criterion:
        return {}
    found: dict[str, object] = json.loads(open_text(event.criterion, label=CRITERION, row_id=event.id))
    return found


def unusual_since(moment: datetime, units: UnitsOf = lambda events: {}) -> list[tuple[Event, list[Reason]]]:
    """The unusual events after `moment` with their reasons, newest first, weighed against four weeks before it.

    `units` knows, for those of the events where both have one, the unit of the one who looked and of the subject.
    """
    chosen = list(_weighed(moment - HABIT)[:MOST])
    known = units(chosen)
    reasons = unusual(_look_ups(chosen, known))
    return [(event, reasons[event.id]) for event in chosen if event.id in reasons and event.created_at >= moment]


def _weighed(since: datetime) -> QuerySet[Event]:
    """What people looked up, newest first; of refusals also what they asked for."""
    own_doings = Q()
    for beginning in OWN_DOINGS:
        own_doings |= Q(verb__startswith=beginning)
    found = Event.objects.filter(created_at__gte=since, actor_id__isnull=False).exclude(own_doings)
    asked = Prefetch("shown", EventShown.objects.exclude(event__code=""), to_attr="asked")
    return found.order_by("-created_at", "-id").prefetch_related(asked)


def _look_ups(events: Iterable[Event], units: Mapping[UUID, tuple[UUID, UUID]]) -> Iterator[LookUp]:
    """As the rules see them; what nobody did who has a log-in is no look-up."""
    for event in events:
        if event.actor_id is not None:
            at = timezone.localtime(event.created_at)
            yield LookUp(event.id, at, event.actor_id, _subjects(event), event.code, units.get(event.id))


def _subjects(event: Event) -> tuple[tuple[str, UUID], ...]:
    """A list is no look-up of everything on it: its rows count only where they were asked for and refused."""
    asked = [(row.subject_kind, row.subject_id) for row in event.asked]  # type: ignore[attr-defined]
    own = [] if event.subject_kind == "actor" else [(event.subject_kind, event.subject_id)]
    return (*asked, *own)
