"""The two mechanisms that touch the data: a table of counts with noise, and the private choice of the best.

`ProvenNoise` is OpenDP: its samplers are exact (no floating-point attack, Mironov 2012) and each measurement
carries a privacy map, which is asked before the data are touched. It cannot be seeded, on purpose. `SeededNoise` draws
from the same distributions with NumPy: reproducible, for tests and shadow runs, and never for a release.
"""

import math
from functools import lru_cache
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from varsel.analysis.synthesis.accounting import Accountant

Counts = npt.NDArray[np.int64]


class Noise(Protocol):
    """Where the noise comes from; both charge the accountant before they look at the counts."""

    accountant: Accountant

    def counts(self, step: str, exact: Counts, scale: float) -> Counts:
        """A marginal with discrete Gaussian noise of this scale, any shape kept.

        A person lies in exactly one cell, so adding or removing one changes one cell by one: the sensitivity in
        L2 is 1, and the cost is rho = 1 / (2 scale²).
        """

    def best(self, step: str, scores: Counts, scale: float) -> int:
        """The index of the highest score, after Gumbel noise of this scale; each score has sensitivity 1.

        It is the exponential mechanism with epsilon = 2 / scale, and costs rho = epsilon² / 8 = 1 / (2 scale²)
        (Cesar and Rogers 2021).
        """


class ProvenNoise:
    """OpenDP's samplers and privacy maps."""

    def __init__(self, accountant: Accountant) -> None:
        self.accountant = accountant

    def counts(self, step: str, exact: Counts, scale: float) -> Counts:
        measurement = _gaussian(scale)
        self.accountant.charge(step, float(measurement.map(1.0)))
        noisy = measurement([int(value) for value in exact.ravel()])
        return np.array(noisy, dtype=np.int64).reshape(exact.shape)

    def best(self, step: str, scores: Counts, scale: float) -> int:
        measurement = _noisy_max(scale)
        self.accountant.charge(step, float(measurement.map(1)))
        return int(measurement([int(value) for value in scores]))


class SeededNoise:
    """The same distributions from a seeded generator."""

    def __init__(self, accountant: Accountant, generator: np.random.Generator) -> None:
        self.accountant, self.generator = accountant, generator

    def counts(self, step: str, exact: Counts, scale: float) -> Counts:
        self.accountant.charge(step, 1 / (2 * scale**2))
        return exact + discrete_gaussian(scale, exact.shape, self.generator)

    def best(self, step: str, scores: Counts, scale: float) -> int:
        self.accountant.charge(step, 1 / (2 * scale**2))
        return int(np.argmax(scores + self.generator.gumbel(scale=scale, size=len(scores))))


def discrete_gaussian(scale: float, shape: tuple[int, ...], generator: np.random.Generator) -> Counts:
    """Whole numbers k with probability proportional to exp(-k² / (2 scale²)), by inversion over 12 scales each side."""
    reach = math.ceil(12 * scale) + 1
    values = np.arange(-reach, reach + 1)
    mass = np.exp(-(values**2) / (2 * scale**2))
    below = np.cumsum(mass) / mass.sum()
    return values[np.searchsorted(below, generator.random(shape))].astype(np.int64)


def _opendp() -> Any:
    import opendp.prelude as dp  # late: it takes a second

    dp.enable_features("contrib")
    return dp


@lru_cache(maxsize=64)
def _gaussian(scale: float) -> Any:
    dp = _opendp()
    return dp.m.make_gaussian(dp.vector_domain(dp.atom_domain(T=int)), dp.l2_distance(T=float), scale)


@lru_cache(maxsize=64)
def _noisy_max(scale: float) -> Any:
    dp = _opendp()
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.linf_distance(T=int)
    return dp.m.make_noisy_max(*space, dp.zero_concentrated_divergence(), scale)
