"""The periods of a case, read by the pack's rules."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language

from varsel.base.actors.models import Organisation
from varsel.base.actors.queries import organisation_name
from varsel.base.kernel.models import PackEntry
from varsel.casework.cases.models import Assessment, Case, ClockEvent
from varsel.casework.cases.queries.decisions import stay_on_day
from varsel.casework.cases.rules.assessment import Status
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


def following_rules(on: date) -> list[PackEntry]:
    """The periods, in force on a day, that may follow an outcome."""
    rules = PackEntry.objects.on(on).filter(section=SECTION)
    return [rule for rule in rules if rule.data.get("follows")]


def may_start(rule: PackEntry, on: date) -> QuerySet[Assessment]:
    """The decisions that stand after which this period may be started: it has not been in the case yet, and it is for
    the residence status that the person has on the day."""
    started = ClockEvent.objects.filter(case=OuterRef("case"), clock=rule.key)
    decided = Assessment.objects.filter(~Exists(started), successor=None, case__status=Status.DECIDED)
    decided = decided.filter(outcome__code__in=rule.data["follows"])
    statuses = [f"residence_status:{code}" for code in rule.data.get("statuses", [])]
    if not statuses:
        return decided
    return decided.annotate(stay=stay_on_day(on, "case__person")).filter(stay__in=statuses)


@dataclass(frozen=True)
class Following:
    """A period that may be started after a decision: its words, and the body that starts it."""

    key: str
    label: str
    starts: str
    body: Organisation
    body_name: str


def following(case: Case) -> list[Following]:
    """The periods that may be started in a case today."""
    today = timezone.localdate()
    rules = [rule for rule in following_rules(today) if may_start(rule, today).filter(case=case).exists()]
    return [_following(rule, today) for rule in rules]


def _following(rule: PackEntry, today: date) -> Following:
    body = Organisation.objects.get(key=rule.data["decided_by"])
    return Following(rule.key, say(rule, "label"), say(rule, "starts"), body, organisation_name(body, today))


def say(entry: PackEntry, name: str) -> str:
    """Words of a period in the reader's language, else in English."""
    words = entry.data.get(name, {})
    return str(words.get((get_language() or "da")[:2]) or words.get("en", ""))
