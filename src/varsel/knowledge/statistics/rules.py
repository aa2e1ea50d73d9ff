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


def counted(facts: Iterable[CountedFact], cut_off: date) -> Iterable[CountedFact]:
    """Only persons assessed as victims, by a decision on or before the cut-off date."""
    return (fact for fact in facts if fact.outcome == ASSESSED and fact.on <= cut_off)


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
    """A table with its small cells hidden: nothing in it tells a small number.

    `total` is hidden too when it is small, or when exactly one cell is hidden and the rest would give it away.
    """

    dimensions: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Cell
    cut_off: date
    threshold: int

    @property
    def suppressed(self) -> int:
        """How many rows are hidden."""
        return sum(row.cell == SUPPRESSED for row in self.rows)


def table(facts: Iterable[CountedFact], dimensions: Sequence[str], *, cut_off: date, threshold: int) -> Table:
    """Count the assessed persons by the dimensions and hide the cells of fewer than `threshold` persons."""
    counts = tally(counted(facts, cut_off), dimensions)
    rows = tuple(Row(key, _cell(count, threshold)) for key, count in sorted(counts.items()))
    return Table(tuple(dimensions), rows, _total(rows, sum(counts.values()), threshold), cut_off, threshold)


def _cell(count: int, threshold: int) -> Cell:
    return SUPPRESSED if is_small(count, threshold) else Shown(count)


def _total(rows: Sequence[Row], total: int, threshold: int) -> Cell:
    hidden = sum(row.cell == SUPPRESSED for row in rows)
    return SUPPRESSED if hidden == 1 else _cell(total, threshold)


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
