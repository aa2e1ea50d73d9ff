"""What stands on top: unusual look-ups of the last week, one line for each person, day and reason."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.models import Event
from varsel.base.audit.queries import REASONS, unusual_since
from varsel.base.audit.rules import Reason
from varsel.base.kernel.packs.legal_days import legal_day
from varsel.base.oversight.queries import people
from varsel.base.oversight.rules import Marked, grouped

SINCE = timedelta(days=7)


@dataclass(frozen=True)
class Unusual:
    """What one person did on one day, and why it stands here. It says nothing about the person."""

    actor_id: UUID
    who: "str | Promise"
    day: date
    why: Promise
    count: int
    event: Event


Reasons = dict[UUID, list[Promise]]  # by event


def unusual() -> tuple[list[Unusual], Reasons]:
    """The newest day first; and the reasons of each event."""
    found = unusual_since(timezone.now() - SINCE, people.units_of)
    events = {event.id: event for event, _reasons in found}
    marked = (
        Marked(event.actor_id, legal_day(event.created_at), reason, event.id)
        for event, reasons in found
        for reason in reasons
        if event.actor_id
    )
    groups = grouped(marked)
    names = people.names({group.actor_id for group in groups})
    lines = [
        Unusual(
            actor_id=group.actor_id,
            who=names.get(group.actor_id, _("A log-in that is gone")),
            day=group.day,
            why=REASONS[Reason(group.reason)],
            count=group.count,
            event=events[group.event_id],
        )
        for group in groups
    ]
    return lines, {event.id: [REASONS[reason] for reason in reasons] for event, reasons in found}
