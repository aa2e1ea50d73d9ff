"""How far the synthetic table is from the true one: for those who hold the data, never for publication.

The measure is the total-variation distance between marginals as shares (half the sum of absolute differences), the mean
over all one-, two- and three-way tables. Beside it stand two tables that bound what can be hoped for: a resample of the
true rows with replacement (not private: the error of sampling itself), and columns drawn independently from noisy
one-way tables that got the whole budget. Everything here is computed from the data without noise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from varsel.analysis.synthesis.accounting import Accountant
from varsel.analysis.synthesis.inference import Floats
from varsel.analysis.synthesis.mechanism import Model, Tables, generated
from varsel.analysis.synthesis.noise import SeededNoise
from varsel.analysis.synthesis.tables import Table
from varsel.analysis.synthesis.tree import Columns

MOST_TABLES = 500  # of each order; a wide table has its tables drawn, the same ones every time
WORST = 5


@dataclass(frozen=True)
class Utility:
    """Mean distances by order (1, 2, 3), each for "synthetic", "resample" and "independent"; and the two-way tables
    that the synthetic table keeps worst, with their distances."""

    distances: dict[int, dict[str, float]]
    worst: tuple[tuple[Columns, float], ...]

    def better_than_independent(self) -> bool:
        joint = [far for order, far in self.distances.items() if order > 1]
        return all(far["synthetic"] < far["independent"] for far in joint)


def utility_of(truth: Table, synthetic: Table, rho: float, generator: np.random.Generator) -> Utility:
    """Compare a synthetic table, made for the budget `rho`, with the truth."""
    resample = Table(truth.domain, truth.codes[generator.integers(0, len(truth), len(truth))])
    others = {"synthetic": synthetic, "resample": resample, "independent": independent(truth, rho, generator)}
    distances: dict[int, dict[str, float]] = {}
    worst: list[tuple[Columns, float]] = []
    for order in range(1, min(3, len(truth.domain.columns)) + 1):
        tables = tables_of_order(len(truth.domain.columns), order)
        far = {name: distances_of(truth, other, tables) for name, other in others.items()}
        distances[order] = {name: float(np.mean(each)) for name, each in far.items()}
        if order == 2:
            worst = sorted(zip(tables, far["synthetic"], strict=True), key=lambda item: -item[1])[:WORST]
    return Utility(distances, tuple(worst))


def independent(truth: Table, rho: float, generator: np.random.Generator) -> Table:
    """Columns drawn independently from one-way tables with noise that share the budget `rho`. Not for release."""
    model = Model(truth.domain)
    exact, noise = Tables(truth.codes, truth.domain.sizes), SeededNoise(Accountant(rho), generator)
    scale = float(np.sqrt(len(model.varying) / (2 * rho)))
    for column in model.varying:
        model.learn((column,), noise.counts("one-way tables", exact.count((column,)), scale), scale)
    return generated(model, generator)


def distances_of(truth: Table, other: Table, tables: Iterable[Columns]) -> list[float]:
    """The total-variation distance of each of the marginals."""
    sizes = truth.domain.sizes
    true, made = Tables(truth.codes, sizes), Tables(other.codes, sizes)
    return [distance(_shares(true, columns), _shares(made, columns)) for columns in tables]


def distance(first: Floats, second: Floats) -> float:
    """Half the sum of absolute differences: 0 for equal tables, 1 for tables that share no cell."""
    return float(np.abs(first - second).sum() / 2)


def _shares(tables: Tables, columns: Columns) -> Floats:
    return tables.count(columns) / len(tables.codes)


def tables_of_order(width: int, order: int) -> list[Columns]:
    every = list(combinations(range(width), order))
    if len(every) <= MOST_TABLES:
        return every
    drawn = np.random.default_rng(0).choice(len(every), MOST_TABLES, replace=False)
    return [every[place] for place in sorted(drawn)]
