"""Published figures: what they say, what they leave open, and where sources disagree. Every share is computed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

ALL = "all"
Kind = Literal["share", "rise", "differs"]


@dataclass(frozen=True)
class Figure:
    """One published number of persons (or events), with its source and how sure we are of it."""

    key: str
    year: int
    measure: str
    value: int
    dimension: str
    category: str
    note: Mapping[str, str]
    source: str
    confidence: str

    @property
    def is_official(self) -> bool:
        """Whether an official or primary source gives the number; else it is derived, second-hand or recalled."""
        return self.confidence == "high"


def figure(key: str, data: Mapping[str, Any], source: str, confidence: str) -> Figure:
    """A figure from a pack's entry."""
    return Figure(
        key=key,
        year=data["year"],
        measure=data["measure"],
        value=data["value"],
        dimension=data.get("dimension", ALL),
        category=data.get("category", ALL),
        note=data.get("note", {}),
        source=source,
        confidence=confidence,
    )


def percent(part: int, whole: int) -> Decimal:
    """Part of whole in whole percent, rounded half up. Raises ZeroDivisionError if there is no whole."""
    return _whole(Decimal(100 * part) / Decimal(whole))


def rise(first: int, last: int) -> Decimal:
    """From first to last in whole percent of the first; negative for a fall."""
    return _whole(Decimal(100 * (last - first)) / Decimal(first))


def _whole(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1), rounding=ROUND_HALF_UP)


def totals(figures: Iterable[Figure], measure: str) -> list[Figure]:
    """The measure's totals, oldest first. A year that is missing is not known; it is not zero."""
    return sorted((f for f in figures if f.measure == measure and f.dimension == ALL), key=lambda f: f.year)


def headline(figures: Iterable[Figure], measure: str) -> Figure | None:
    """The newest total that an official source has published; what is derived or second-hand makes no headline."""
    official = [f for f in totals(figures, measure) if f.is_official]
    return official[-1] if official else None


def later(totals: Iterable[Figure], headline: Figure | None) -> list[Figure]:
    """The totals of years after the headline's: newer, and less sure."""
    return [f for f in totals if headline and f.year > headline.year]


def other_measures(figures: Sequence[Figure], names: Mapping[str, str], besides: str) -> dict[str, list[Figure]]:
    """The totals of the other named measures, by name, in the order of the names."""
    series = {name: totals(figures, measure) for measure, name in names.items() if measure != besides}
    return {name: of for name, of in series.items() if of}


@dataclass(frozen=True)
class Breakdown:
    """A year's figures along one dimension. `not_published` is what they leave of the total: it has no label."""

    dimension: str
    total: Figure
    parts: tuple[Figure, ...]

    @property
    def not_published(self) -> int:
        return self.total.value - sum(part.value for part in self.parts)

    @property
    def shares(self) -> list[tuple[Figure, Decimal]]:
        return [(part, percent(part.value, self.total.value)) for part in self.parts]


def breakdowns(figures: Iterable[Figure], total: Figure) -> list[Breakdown]:
    """What was published of that total, by dimension, largest part first."""
    parts: dict[str, list[Figure]] = {}
    for f in figures:
        if (f.year, f.measure) == (total.year, total.measure) and f.dimension != ALL:
            parts.setdefault(f.dimension, []).append(f)
    return [
        Breakdown(dimension, total, tuple(sorted(of, key=lambda f: -f.value)))
        for dimension, of in sorted(parts.items())
    ]


@dataclass(frozen=True)
class Claim:
    """A statement about the figures, and what the figures say."""

    key: str
    said: Mapping[str, str]
    kind: Kind
    computed: Decimal
    source: str
    confidence: str


def claim(key: str, data: Mapping[str, Any], source: str, confidence: str, values: Mapping[str, int]) -> Claim:
    """Compute what a statement should have said. `values` are figures by key; KeyError for one that is missing."""
    kind, computed = _computed(data, values)
    return Claim(key, data["said"], kind, computed, source, confidence)


def _computed(data: Mapping[str, Any], values: Mapping[str, int]) -> tuple[Kind, Decimal]:
    def number(of: Any) -> int:
        return of if isinstance(of, int) else values[of]

    if "share" in data:
        share = data["share"]
        return "share", percent(sum(number(part) for part in share["part"]), number(share["whole"]))
    if "rise" in data:
        return "rise", rise(number(data["rise"]["first"]), number(data["rise"]["last"]))
    return "differs", Decimal(number(data["differs"]["ours"]))
