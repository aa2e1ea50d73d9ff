"""The overlap table: how many persons stand on which lists, and what is done so that small cells betray nobody."""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.files import written
from varsel.analysis.linkage.pairs import Row

Manner = Literal["round", "suppress"]


@dataclass(frozen=True)
class Overlap:
    """An overlap table. `patterns`: 0/1 of shape (cells, lists), a row for each combination of lists that occurs;
    `counts`: persons, of shape (cells,), None for a suppressed cell; `lists`: the names of the columns."""

    lists: tuple[str, ...]
    patterns: NDArray[np.int64]
    counts: tuple[int | None, ...]


def overlap(persons: Iterable[Sequence[Row]], lists: Sequence[str]) -> Overlap:
    """The table of `persons`, each given by their rows: its counts add up to the number of persons."""
    cells = Counter(frozenset(row.list for row in person) for person in persons)
    order = sorted(cells, key=lambda cell: (len(cell), sorted(cell)))
    patterns = np.array([[int(at in cell) for at in range(len(lists))] for cell in order], dtype=np.int64)
    return Overlap(tuple(lists), patterns.reshape(len(order), len(lists)), tuple(cells[cell] for cell in order))


def protected(table: Overlap, least: int, manner: Manner = "round", seed: bytes = b"") -> Overlap:
    """The table with small cells protected; `least` is at least 2.

    round: every count becomes a multiple of `least`, up or down at random so that it is right on average; cells
    that become nought are left out, so that nobody sees whether one was there. The variance of a cell grows by at
    most least^2 / 4. The same `seed` rounds alike, so that asking twice does not average the noise away.
    suppress: counts from 1 to least - 1 become None. An estimate cannot be made from a table with holes, and a
    known total opens a single hole; it is for tables that are only read.
    """
    if least < 2:
        raise BadList("bad_protection", "--protect", "give a number of 2 or more; below that nothing is protected.")
    if manner == "suppress":
        return Overlap(table.lists, table.patterns, tuple(c if c is None or c >= least else None for c in table.counts))
    cells = zip(table.counts, table.patterns, strict=True)
    counts = [_rounded(count, least, seed, _named(table.lists, pattern)) for count, pattern in cells]
    kept = [at for at, count in enumerate(counts) if count]
    return Overlap(table.lists, table.patterns[kept], tuple(counts[at] for at in kept))


def _rounded(count: int | None, base: int, seed: bytes, cell: str) -> int:
    below, over = divmod(count or 0, base)
    drawn = hashlib.blake2b(seed + cell.encode(), digest_size=8).digest()
    up = int.from_bytes(drawn, "big") / 2**64 < over / base
    return base * (below + up)


def _named(lists: Sequence[str], pattern: NDArray[np.int64]) -> str:
    """The cell by the names of its lists, so that their order does not change how it is rounded."""
    return "\x1f".join(sorted(name for name, on in zip(lists, pattern, strict=True) if on))


def write_overlap(path: Path, table: Overlap) -> None:
    """A CSV file: one 0/1 column for each list, then `count`, empty where suppressed."""
    with written(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*table.lists, "count"])
        for pattern, count in zip(table.patterns, table.counts, strict=True):
            rows.writerow([*pattern, "" if count is None else count])
