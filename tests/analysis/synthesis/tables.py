"""Small tables and stand-ins for noise that the tests of this room share."""

from dataclasses import dataclass, field

import numpy as np

from varsel.analysis.synthesis.accounting import Accountant
from varsel.analysis.synthesis.domain import Column, Domain, Rule
from varsel.analysis.synthesis.noise import Counts
from varsel.analysis.synthesis.tables import Table


def domain(*sizes: int, impossible: tuple[Rule, ...] = ()) -> Domain:
    """Columns c0, c1, … with the categories 0, 1, …"""
    columns = [Column(f"c{place}", tuple(map(str, range(size)))) for place, size in enumerate(sizes)]
    return Domain(tuple(columns), impossible)


def table(rows: list[tuple[int, ...]], of: Domain) -> Table:
    return Table(of, np.array(rows, dtype=np.int16).reshape(-1, len(of.columns)))


def any_table(of: Domain, persons: int, seed: int) -> Table:
    generator = np.random.default_rng(seed)
    return Table(of, np.column_stack([generator.integers(0, size, persons) for size in of.sizes]).astype(np.int16))


@dataclass
class Deaf:
    """Noise that does not listen: it answers the same whatever the data are, and remembers what it was shown."""

    accountant: Accountant
    counted: list[Counts] = field(default_factory=list)
    scored: list[Counts] = field(default_factory=list)

    def counts(self, step: str, exact: Counts, scale: float) -> Counts:
        self.accountant.charge(step, 1 / (2 * scale**2))
        self.counted.append(exact)
        return 50 + np.arange(exact.size).reshape(exact.shape) * 7 % 31

    def best(self, step: str, scores: Counts, scale: float) -> int:
        self.accountant.charge(step, 1 / (2 * scale**2))
        self.scored.append(scores)
        return len(self.scored) % len(scores)
