"""How assessed persons are counted: the dimensions of the table, and the counting itself."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from varsel.analysis.disclosure.cells import SUPPRESSED, Cell, Shown
from varsel.analysis.disclosure.primary import is_small

Key = tuple[str, ...]
NOT_KNOWN = "unknown"
ASSESSED = "assessed"


class CountedFact(Protocol):
    """What counting needs of a row of `casework.cases.queries.facts()`."""

    @property
    def person(self) -> str: ...
    @property
    def outcome(self) -> str: ...
    @property
    def on(self) -> date: ...


@dataclass(frozen=True)
class Dimension:
    """One way to break the count down; `code_list` names the labels, "" where the value is its own label."""

    key: str
    value: Callable[[Any], str]
    code_list: str = ""


DIMENSIONS: Mapping[str, Dimension] = {
    dimension.key: dimension
    for dimension in (
        Dimension("year", lambda fact: str(fact.on.year)),
        Dimension("sex", lambda fact: fact.sex or NOT_KNOWN, "sex"),
        Dimension("form", lambda fact: fact.form_group or NOT_KNOWN, "exploitation_form"),
        Dimension("age_group", lambda fact: fact.age_group or NOT_KNOWN, "age_group"),
        Dimension("citizenship_group", lambda fact: fact.citizenship_group or NOT_KNOWN, "citizenship_group"),
    )
}


def counted(facts: Iterable[CountedFact], cut_off: date) -> list[CountedFact]:
    """Persons assessed as victims, by a decision on or before the cut-off date, each once in a year.

    Whoever was assessed in two cases of one year counts by the later decision; in two years, in each of them.
    Every table counts so, with and without the year, so that no two of them give away who came back.
    """
    found: dict[tuple[str, int], CountedFact] = {}
    for fact in facts:
        key = (fact.person, fact.on.year)
        later = key not in found or fact.on >= found[key].on
        if fact.outcome == ASSESSED and fact.on <= cut_off and later:
            found[key] = fact
    return list(found.values())


def tally(facts: Iterable[CountedFact], dimensions: Sequence[str]) -> Counter[Key]:
    """Persons by the values of the dimensions, in their order. Raises KeyError for an unknown dimension."""
    values = [DIMENSIONS[key].value for key in dimensions]
    return Counter(tuple(value(fact) for value in values) for fact in facts)


@dataclass(frozen=True)
class Row:
    """One line of a table: the values of the dimensions, and the cell."""

    key: Key
    cell: Cell


@dataclass(frozen=True)
class Table:
    """A table with its small cells hidden: nothing in it tells a small number, alone or by subtraction.

    `total` is all persons, `by_year` the persons of each year (in a table by year alone); each is hidden where
    taking the shown cells away from it would leave a number below the threshold.
    """

    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Cell
    by_year: Mapping[str, Cell]
    cut_off: date
    threshold: int

    @property
    def suppressed(self) -> int:
        """How many rows are hidden."""
        return sum(row.cell == SUPPRESSED for row in self.rows)


def table(facts: Iterable[CountedFact], dimensions: Sequence[str], *, cut_off: date, threshold: int) -> Table:
    """Count the assessed persons by the dimensions and hide the cells of fewer than `threshold` persons."""
    persons = counted(facts, cut_off)
    counts = tally(persons, dimensions)
    rows = tuple(Row(key, _cell(count, threshold)) for key, count in sorted(counts.items()))
    return Table(
        dimensions=tuple(dimensions),
        rows=rows,
        total=_margin(counts.values(), threshold),
        by_year=_by_year(persons, dimensions, threshold),
        cut_off=cut_off,
        threshold=threshold,
    )


def _cell(count: int, threshold: int) -> Cell:
    return SUPPRESSED if is_small(count, threshold) else Shown(count)


def _margin(counts: Iterable[int], threshold: int) -> Cell:
    """The sum of cells, hidden where it minus the shown cells would leave a small number."""
    cells = list(counts)
    hidden = sum(count for count in cells if is_small(count, threshold))
    return SUPPRESSED if is_small(hidden, threshold) else _cell(sum(cells), threshold)


def _by_year(persons: Sequence[CountedFact], dimensions: Sequence[str], threshold: int) -> dict[str, Cell]:
    """Each year's persons, in order, guarded against the table beside it.

    Empty where the table is not by year: sums over two breakdowns at once could be taken from one another.
    """
    if "year" not in dimensions:
        return {}
    beside = [key for key in dimensions if key != "year"]
    cells: dict[str, list[int]] = {}
    for (year, *_rest), count in sorted(tally(persons, ["year", *beside]).items()):
        cells.setdefault(year, []).append(count)
    return {year: _margin(counts, threshold) for year, counts in cells.items()}


@dataclass(frozen=True)
class Pivot:
    """A table laid out for reading: the last dimension across, the others down."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Key, tuple[Cell, ...]], ...]


def pivot(of: Table) -> Pivot:
    """Lay the table out. A combination that nobody has is a shown zero: zeros are not small here."""
    cells = {row.key: row.cell for row in of.rows}
    columns = tuple(sorted({key[-1] for key in cells}))
    down = sorted({key[:-1] for key in cells})
    nobody = Shown(0)
    return Pivot(columns, tuple((key, tuple(cells.get((*key, last), nobody) for last in columns)) for key in down))


def chosen(asked: Iterable[str]) -> tuple[str, ...]:
    """The asked dimensions that exist, in the house's order; year and sex where none was asked for."""
    wanted = {*asked}
    return tuple(key for key in DIMENSIONS if key in wanted) or ("year", "sex")
