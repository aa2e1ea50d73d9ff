"""Numbers that a room offers to others by name.

A plan's indicator names a measure ("people trained"), and the room that knows the number fills it, so that
nobody imports sideways or upward. A measure about persons is filled by `knowledge.statistics` alone, and
is suppressed where the number could point to somebody.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from varsel.analysis.disclosure.cells import Shown, Suppressed

Value = Shown | Suppressed
Compute = Callable[[datetime.date, datetime.date], Value]


@dataclass(frozen=True)
class Measure:
    """A number about a period. `compute(first, last)` includes both days and answers in `unit`."""

    key: str
    label: str | Promise
    unit: str | Promise
    compute: Compute


_measures: dict[str, Measure] = {}


def measure(key: str, label: str | Promise, unit: str | Promise, compute: Compute) -> Measure:
    """Offer a measure; a room calls this in its `apps.ready()`. A key belongs to one room: raises ValueError."""
    if key in _measures:
        raise ValueError(f"the measure {key} is offered twice")
    _measures[key] = Measure(key, label, unit, compute)
    return _measures[key]


def measures() -> Mapping[str, Measure]:
    """All measures by key."""
    return _measures


def value(key: str, first: datetime.date, last: datetime.date) -> Value:
    """The number of a measure for a period, both days included; raises KeyError for an unknown one."""
    return _measures[key].compute(first, last)
