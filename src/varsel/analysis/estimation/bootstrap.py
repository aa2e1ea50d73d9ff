"""The bootstrap and the jackknife, with the selection of terms repeated in every replicate.

Replicates are drawn and estimated in blocks of fixed size, each with a seed of its own: the result is the same
whether a run went through, was stopped and taken up again, or was shared among processes.
"""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.existence import Judge
from varsel.analysis.estimation.fitting import Floats, terms_of
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.stepwise import select
from varsel.analysis.estimation.tables import OverlapTable

BLOCK = 250
VERSION = 1  # raised whenever the same table and seed would give other replicates

Progress = Callable[[int, int], None]


@dataclass
class Checkpoint:
    """The blocks done so far, in a file if one is named; a file of another table, threshold or seed is refused."""

    key: str
    path: Path | None = None
    blocks: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.path is not None and self.path.exists():
            self.blocks = self._read(self.path)
        elif self.path is not None:
            self._write(self.path)  # a place that cannot be written is told before the work, not after it

    def _read(self, path: Path) -> dict[str, list[float]]:
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
            key, blocks = (
                kept["key"],
                {str(name): [float(one) for one in block] for name, block in kept["blocks"].items()},
            )
        except (OSError, ValueError, TypeError, LookupError, AttributeError) as error:
            raise BadTable("bad_checkpoint", str(path), "It is no checkpoint. Name another file.") from error
        if key != self.key:
            raise BadTable(
                "other_checkpoint", str(path),
                "It belongs to another table, threshold or seed. Name another file, or remove this one.",
            )  # fmt: skip
        return blocks

    def keep(self, name: str, block: Floats) -> None:
        self.blocks[name] = block.tolist()
        if self.path is not None:
            self._write(self.path)

    def _write(self, path: Path) -> None:
        beside = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            beside.write_text(json.dumps({"key": self.key, "blocks": self.blocks}), encoding="utf-8")
            beside.replace(path)
        except OSError as error:
            raise BadTable("checkpoint_unwritable", str(path), f"It cannot be written: {error.strerror}.") from error


def key_of(table: OverlapTable, threshold: float, seed: int) -> str:
    """What the replicates depend on."""
    return f"{VERSION}:{table.digest}:{threshold!r}:{seed}:{BLOCK}"


def blocks_of(replicates: int) -> list[tuple[int, int]]:
    """Number and size of each block."""
    return [(number, min(BLOCK, replicates - start)) for number, start in enumerate(range(0, replicates, BLOCK))]


def resampled(table: OverlapTable, seed: int, number: int, size: int) -> NDArray[np.int64]:
    """A block of tables drawn with replacement from the observed persons; shape (size, 2**k - 1)."""
    chance = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
    counts = np.zeros((size, len(table.counts)), dtype=np.int64)
    seen = np.flatnonzero(table.counts)
    counts[:, seen] = chance.multinomial(table.observed, table.counts[seen] / table.observed, size=size)
    return counts


def replicate(
    table: OverlapTable,
    threshold: float,
    replicates: int,
    seed: int,
    progress: Progress | None = None,
    resume: Path | None = None,
) -> Floats:
    """The estimate (observed + hidden persons) of each replicate, selection repeated; shape (replicates,).

    Infinite where a replicate has no finite estimate. `progress(done, replicates)` is called after every block, and
    a block that stands in the checkpoint at `resume` is not computed again. Raises BadTable for a wrong checkpoint.
    """
    checkpoint, judge = Checkpoint(key_of(table, threshold, seed), resume), Judge(terms_of(table.size))
    found, done = [np.empty(0)], 0
    for number, size in blocks_of(replicates):
        name = f"{number}/{size}"
        if name not in checkpoint.blocks:
            checkpoint.keep(name, estimates(resampled(table, seed, number, size), table.size, threshold, judge))
        found.append(np.array(checkpoint.blocks[name]))
        done += size
        if progress:
            progress(done, replicates)
    return np.concatenate(found)


def jackknife(table: OverlapTable, threshold: float) -> tuple[Floats, NDArray[np.int64]]:
    """The estimate with one person of each pattern left out, and how many persons the pattern holds."""
    seen = np.flatnonzero(table.counts)
    counts = np.repeat(table.counts[None, :], len(seen), axis=0)
    counts[np.arange(len(seen)), seen] -= 1
    return estimates(counts, table.size, threshold, Judge(terms_of(table.size))), table.counts[seen]


def estimates(counts: NDArray[np.int64], size: int, threshold: float, judge: Judge) -> Floats:
    """Observed and hidden persons of each table of `counts`, shape (tables, 2**size - 1)."""
    return counts.sum(axis=1) + select(size, counts, threshold, judge).stack.hidden
