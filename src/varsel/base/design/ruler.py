"""The geometry of a clock's ruler: from its start to its cap, in thousandths of its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LENGTH = 1000


@dataclass(frozen=True)
class Mark:
    """Something that happened on the way, such as an extension."""

    on: date
    label: str


@dataclass(frozen=True)
class Placed:
    """A piece of the ruler: where it begins and how long it is, in thousandths."""

    kind: str
    x: int
    width: int = 0
    on: date | None = None
    label: str = ""


@dataclass(frozen=True)
class Ruler:
    """A drawn clock. `end` is the last day, `cap` the last day that any extension may reach."""

    start: date
    today: date
    end: date
    cap: date
    segments: list[Placed]
    marks: list[Placed]
    today_x: int

    @property
    def passed(self) -> bool:
        return self.today > self.end


def measure(start: date, today: date, end: date, cap: date | None = None, marks: Sequence[Mark] = ()) -> Ruler:
    """Lay a clock out: what is used, what is left, what could still be added."""
    cap = max(cap or end, end)
    # A clock that ran out years ago still fits: its ruler ends at the cap.
    length = max((cap - start).days, 1)

    def x(day: date) -> int:
        return min(max(round((day - start).days * LENGTH / length), 0), LENGTH)

    spans = (("used", start, min(max(today, start), end)), ("left", max(today, start), end), ("possible", end, cap))
    segments = [Placed(kind, x(first), x(last) - x(first)) for kind, first, last in spans if last > first]
    placed = [Placed("mark", x(mark.on), on=mark.on, label=mark.label) for mark in marks]
    return Ruler(start, today, end, cap, segments, placed, x(today))
