"""The geometry of a clock's ruler: from its start to its cap, in thousandths of its length.

Pictures are drawn in percentages of whatever width there is, so that no text is stretched. Each date stands under
its own mark; where two would overlap on a narrow telephone, the one nearer to the edge goes a row down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

LENGTH = 1000
TEXT = 400  # what a date takes of the ruler on a telephone (17 signs of 7 pixels on 300)
TOP, ROW = 44, 42  # pixels: where the dates begin, and how high a row of them is


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

    @property
    def at(self) -> str:
        """Where it begins, as drawings want it whatever the language."""
        return _percent(self.x)

    @property
    def wide(self) -> str:
        return _percent(self.width)


@dataclass(frozen=True)
class Dated(Placed):
    """A date under its mark, in the row where it has room; to the left of the mark in the second half."""

    row: int = 0

    @property
    def anchor(self) -> str:
        return "end" if self.x > LENGTH / 2 else "start"

    @property
    def top(self) -> int:
        return TOP + self.row * ROW


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:.1f}%"


@dataclass(frozen=True)
class Ruler:
    """A drawn clock. `end` is the last day, `cap` the last day that any extension may reach."""

    start: date
    today: date
    end: date
    cap: date
    segments: list[Placed]
    marks: list[Placed]
    dates: list[Dated]
    today_x: int

    @property
    def passed(self) -> bool:
        return self.today > self.end

    @property
    def today_at(self) -> str:
        return _percent(self.today_x)

    @property
    def height(self) -> int:
        return TOP + ROW * (1 + max(one.row for one in self.dates))


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
    ends = [Placed("start", x(start), on=start), *placed, Placed("end", x(end), on=end)]
    ends += [Placed("cap", x(cap), on=cap)] if cap > end else []
    return Ruler(start, today, end, cap, segments, placed, _in_rows(ends), x(today))


def _in_rows(dates: Sequence[Placed]) -> list[Dated]:
    """Each date in the first row in which it overlaps with none, those in the middle first."""
    rows: list[list[Dated]] = []
    for one in sorted(dates, key=lambda date: -min(date.x, LENGTH - date.x)):
        found = Dated(one.kind, one.x, on=one.on, label=one.label)
        free = [place for place, row in enumerate(rows) if not any(_overlap(found, other) for other in row)]
        row = free[0] if free else len(rows)
        rows += [] if free else [[]]
        rows[row].append(Dated(one.kind, one.x, on=one.on, label=one.label, row=row))
    return [one for row in rows for one in row]


def _overlap(one: Dated, other: Dated) -> bool:
    (first, last), (begins, ends) = _span(one), _span(other)
    return first < ends and begins < last


def _span(one: Dated) -> tuple[int, int]:
    return (one.x - TEXT, one.x) if one.anchor == "end" else (one.x, one.x + TEXT)
