"""What is not known about links is carried into the estimate: many linkages drawn, one overlap table each.

A missed link makes two persons of one and raises an estimate of the hidden number; a false one lowers it. Treating
the best linkage as the truth hides that. So linkages are drawn from the probabilities of the pairs, each gives an
overlap table and an estimate, and the estimates are put together by Rubin's rule (1987), as for imputed data.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from varsel.analysis.linkage.overlaps import Overlap, overlap
from varsel.analysis.linkage.pairs import Pair, persons


@dataclass(frozen=True, slots=True)
class Combined:
    """An estimate over several drawn linkages, and its variance: within (mean), between them, and in all."""

    estimate: float
    within: float
    between: float
    total: float

    @property
    def standard_error(self) -> float:
        return float(np.sqrt(self.total))

    @property
    def share_from_linkage(self) -> float:
        """How much of the variance comes from not knowing who is who, from 0 to 1."""
        return 0.0 if self.total == 0 else 1 - self.within / self.total


def drawn_overlaps(
    pairs: Sequence[Pair], sizes: Sequence[int], lists: Sequence[str], *, draws: int = 20, seed: int
) -> Iterator[Overlap]:
    """`draws` overlap tables, each from a linkage drawn from the probabilities of the pairs.

    In a draw every pair holds with its probability, independently, so far as persons stay consistent (see
    `pairs.persons`). `sizes`: rows in each list; `lists`: their names. The same seed gives the same tables.
    """
    random = np.random.default_rng(seed)
    for _ in range(draws):
        held = random.random(len(pairs)) < [pair.probability for pair in pairs]
        drawn = [pair for pair, holds in zip(pairs, held, strict=True) if holds]
        yield overlap(persons(drawn, sizes, threshold=0.0), lists)


def combined(estimates: ArrayLike, variances: ArrayLike) -> Combined:
    """Rubin's rule: estimates and their variances, one of each a draw, both of shape (draws,), at least two.

    The total variance is the mean variance plus (1 + 1 / draws) times the variance between the draws.
    ValueError where shapes differ or fewer than two are given.
    """
    found, within = np.asarray(estimates, dtype=float), np.asarray(variances, dtype=float)
    if found.shape != within.shape or found.ndim != 1 or len(found) < 2:
        raise ValueError("Give as many variances as estimates, and at least two.")
    between = float(found.var(ddof=1))
    mean = float(within.mean())
    return Combined(float(found.mean()), mean, between, mean + (1 + 1 / len(found)) * between)
