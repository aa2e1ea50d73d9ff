"""From facts to a frozen snapshot: persons by the lists they are on, and nothing else of them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np

from varsel.analysis.estimation import OverlapTable
from varsel.knowledge.statistics.rules import ASSESSED, CountedFact

MOST_LISTS = 6  # more would let one page keep a worker busy for long; the command line takes ten
PRESUMED = "presumed"
# Who is counted, by the outcomes of `casework.cases.queries.facts()`.
DEFINITIONS: Mapping[str, frozenset[str]] = {
    "assessed": frozenset({ASSESSED}),
    "assessed_and_presumed": frozenset({ASSESSED, PRESUMED}),
}
COVARIATES = ("sex", "age_group", "citizenship_group", "form_group")
Cell = tuple[str, str, int, int]  # year, value of the covariate, pattern, persons


class ListedFact(CountedFact, Protocol):
    """What a snapshot needs of a row of `casework.cases.queries.facts()`."""

    @property
    def lists(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ListOf:
    """One list of the estimate: a name, and the organisations (keys) whose registers it is made of.

    `kind` is the house's key of the name, "" where somebody typed another.
    """

    name: str
    organisations: frozenset[str]
    kind: str = ""


@dataclass(frozen=True)
class Counted:
    """The cells of a snapshot, and how many persons of the definition are on none of its lists."""

    cells: tuple[Cell, ...]
    on_no_list: int


def persons(
    facts: Iterable[ListedFact], definition: str, since: date | None = None, until: date | None = None
) -> list[ListedFact]:
    """One row for each person of the definition and the period (both days included): the latest one."""
    outcomes = DEFINITIONS[definition]
    latest: dict[str, ListedFact] = {}
    for fact in facts:
        inside = (since is None or since <= fact.on) and (until is None or fact.on <= until)
        held = latest.get(fact.person)
        if inside and fact.outcome in outcomes and (held is None or held.on <= fact.on):
            latest[fact.person] = fact
    return list(latest.values())


def count(rows: Iterable[ListedFact], lists: Sequence[ListOf], covariate: str = "") -> Counted:
    """Persons by year, value of the covariate and pattern of lists. Each row is one person."""
    cells: Counter[tuple[str, str, int]] = Counter()
    nowhere = 0
    for row in rows:
        held = frozenset(row.lists)
        pattern = sum(1 << place for place, one in enumerate(lists) if one.organisations & held)
        nowhere += not pattern
        if pattern:
            cells[str(row.on.year), str(getattr(row, covariate)) if covariate else "", pattern] += 1
    return Counted(tuple((*key, persons) for key, persons in sorted(cells.items())), nowhere)


def on_each(rows: Iterable[ListedFact]) -> Counter[str]:
    """Persons on the register of each organisation (key)."""
    return Counter(key for row in rows for key in row.lists)


def parts(cells: Iterable[Sequence[Any]]) -> list[str]:
    """The parts that can be estimated by themselves: each year, and each value of the covariate."""
    rows = [tuple(cell) for cell in cells]
    years = {f"year:{year}" for year, *_rest in rows if year}
    values = {f"value:{value}" for _year, value, *_rest in rows if value}
    return [*sorted(years), *sorted(values)]


def table(names: Sequence[str], cells: Iterable[Sequence[Any]], part: str = "") -> OverlapTable:
    """The overlap table of a snapshot or of one part of it, unchecked. Raises KeyError for an unknown part."""
    rows = [tuple(cell) for cell in cells]
    if part and part not in parts(rows):
        raise KeyError(part)
    column = {"": None, "year": 0, "value": 1}[part.partition(":")[0]]
    counts = np.zeros(2 ** len(names) - 1, dtype=np.int64)
    for cell in rows:
        if column is None or cell[column] == part.partition(":")[2]:
            counts[int(cell[2]) - 1] += int(cell[3])
    return OverlapTable(tuple(names), counts)


def cells_of(of: OverlapTable) -> list[Cell]:
    """The cells of a table that came from outside: no year, no covariate."""
    return [("", "", pattern, int(persons)) for pattern, persons in enumerate(of.counts, 1) if persons]


def csv_of(of: OverlapTable) -> str:
    """The table as `varsel estimate` reads it: one 0/1 column a list, last the count; empty patterns left out."""
    lines = [",".join([*(_quoted(name) for name in of.lists), "count"])]
    for pattern, persons in zip(of.patterns, of.counts, strict=True):
        if persons:
            lines.append(",".join([*("1" if on else "0" for on in pattern), str(int(persons))]))
    return "\n".join(lines) + "\n"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
