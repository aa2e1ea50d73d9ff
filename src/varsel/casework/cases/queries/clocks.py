"""The periods of a case, read by the pack's rules."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils import timezone

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
