"""The periods of a case, read by the pack's rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from varsel.base.actors.models import Organisation
from varsel.base.actors.queries import organisation_name
from varsel.base.kernel.models import PackEntry
from varsel.casework.cases.models import Case, ClockEvent
from varsel.casework.cases.rules.clocks import Clock, ClockRule, read_clock, standing

SECTION = "clocks"


def clock_rules(on: date) -> list[ClockRule]:
    """The rules of periods in force on a day."""
    return [_rule(entry) for entry in PackEntry.objects.on(on).filter(section=SECTION)]


def clock_rule(key: str, on: date) -> ClockRule:
    """The rule of one period in force on a day; LookupError where the pack has none."""
    entry = PackEntry.objects.on(on).filter(section=SECTION, key=key).first()
    if entry is None:
        raise LookupError(f"the pack has no clock {key} on {on}")
    return _rule(entry)


def clock_exists(key: str) -> bool:
    """Whether the pack knows a period of this name today."""
    return PackEntry.objects.on(timezone.localdate()).filter(section=SECTION, key=key).exists()


def _rule(entry: PackEntry) -> ClockRule:
    return ClockRule.from_pack(entry.key, entry.data, entry.cited, entry.confidence)


def clocks_of(case: Case) -> list[Clock]:
    """The periods that have started in a case, each under the rule in force on its start."""
    return read_clocks(ClockEvent.objects.filter(case=case))


def read_clocks(events: Iterable[ClockEvent]) -> list[Clock]:
    """The periods these events make; all of one case, in the order they were recorded."""
    by_key: dict[str, list[ClockEvent]] = defaultdict(list)
    for event in standing(events):
        by_key[event.clock].append(event)
    found = (
        read_clock(clock_rule(key, of_key[0].on), [event.as_rule_event() for event in of_key])
        for key, of_key in by_key.items()
    )
    return [clock for clock in found if clock is not None]


@dataclass(frozen=True)
class Following:
    """A period that may be started after a decision: its words, and the body that starts it."""

    key: str
    label: str
    starts: str
    body: Organisation
    body_name: str


def following(outcome: str, status: str) -> list[Following]:
    """The periods that may follow this outcome for this residence status (codes), as the rules are today."""
    today = timezone.localdate()
    return [
        _following(entry, today)
        for entry in PackEntry.objects.on(today).filter(section=SECTION)
        if _follows(entry, outcome, status)
    ]


def _follows(entry: PackEntry, outcome: str, status: str) -> bool:
    return outcome in entry.data.get("follows", []) and _rule(entry).is_for(status)


def _following(entry: PackEntry, today: date) -> Following:
    body = Organisation.objects.get(key=entry.data["decided_by"])
    return Following(entry.key, say(entry, "label"), say(entry, "starts"), body, organisation_name(body, today))


def asking_for_a_period(organisation_id: UUID | None, on: date) -> Q | None:
    """The decisions after which this organisation may start a period; None where it starts none."""
    key = Organisation.objects.filter(pk=organisation_id).values_list("key", flat=True).first()
    rows = PackEntry.objects.on(on).filter(section=SECTION) if key else []
    asking = [_asks(entry) for entry in rows if entry.data["decided_by"] == key]
    return reduce(or_, asking) if asking else None


def _asks(entry: PackEntry) -> Q:
    statuses = _rule(entry).statuses
    of_status = Q(residence_status__code__in=statuses) if statuses else Q()
    return of_status & Q(outcome__code__in=entry.data.get("follows", []))


def say(entry: PackEntry, name: str) -> str:
    """Words of a period in the reader's language, else in English."""
    words = entry.data.get(name, {})
    return str(words.get((get_language() or "da")[:2]) or words.get("en", ""))
