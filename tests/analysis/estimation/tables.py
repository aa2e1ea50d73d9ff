"""The tables of the literature that the tests estimate from, and small random ones."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from varsel.analysis.estimation import BadTable, OverlapTable, read_table
from varsel.analysis.estimation.tables import checked

DATA = Path(__file__).parents[1] / "data" / "estimation"
PUBLISHED = ["uk_5", "uk_6", "netherlands_5", "netherlands_6", "new_orleans_8", "western_us_5"]
# A loaded machine is no failure.
steadily = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
slowly = settings(steadily, max_examples=15)


@cache
def published(name: str) -> OverlapTable:
    return read_table(DATA / f"{name}.csv")


def reference(name: str) -> list[dict[str, str]]:
    with (DATA / f"reference_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def table_of(lists: str, counts: dict[str, int]) -> OverlapTable:
    """table_of("ABC", {"A": 5, "AB": 2}): persons by the names of the lists they are on."""
    cells = np.zeros(2 ** len(lists) - 1, dtype=np.int64)
    for names, persons in counts.items():
        cells[sum(1 << lists.index(name) for name in names) - 1] = persons
    return OverlapTable(tuple(lists), cells)


@st.composite
def tables(draw: st.DrawFn, sizes: tuple[int, int] = (2, 5), most: int = 40) -> OverlapTable:
    """Tables that an estimate may be asked of, with zeros among their cells."""
    size = draw(st.integers(*sizes))
    cell = st.one_of(st.just(0), st.integers(0, most))
    counts = draw(st.lists(cell, min_size=2**size - 1, max_size=2**size - 1).filter(lambda cells: _usable(size, cells)))
    return _named(size, counts)


def _named(size: int, counts: list[int]) -> OverlapTable:
    return OverlapTable(tuple("ABCDEFGHIJ"[:size]), np.array(counts))


def _usable(size: int, counts: list[int]) -> bool:
    try:
        checked(_named(size, counts))
    except BadTable:
        return False
    return True
