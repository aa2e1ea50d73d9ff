"""Intervals of the estimate: normal on the log of the hidden number, and BCa from bootstrap and jackknife.

BCa: bias-corrected and accelerated (Efron and Tibshirani 1993, ch. 14). The acceleration comes from a jackknife
over the persons; those of one pattern are alike, so each pattern is left out once and weighs as many as it holds
(Chan, Silverman and Vincent 2021, section 5). It has no chance in it.
"""

from collections.abc import Mapping
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.fitting import Floats

LEVELS = (95, 80)  # per cent
NORMAL = NormalDist()

Interval = tuple[float, float]


def normal(observed: int, hidden: float, log_variance: float) -> dict[int, Interval]:
    """By level in per cent, the interval of the whole number of persons: observed + hidden * exp(+-z se)."""
    return {level: _around(observed, hidden, log_variance**0.5 * _quantile(level)) for level in LEVELS}


def _quantile(level: int) -> float:
    return NORMAL.inv_cdf(0.5 + level / 200)


def _around(observed: int, hidden: float, spread: float) -> Interval:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(observed + hidden * np.exp(-spread)), float(observed + hidden * np.exp(spread))


def acceleration(estimates: Floats, weights: NDArray) -> float:
    """From the estimate without one person of each pattern, and the persons of each pattern; both shape (patterns,)."""
    finite = np.isfinite(estimates)
    estimates, weights = estimates[finite], weights[finite]
    if not len(estimates):
        return 0.0
    away = np.average(estimates, weights=weights) - estimates
    spread = float((weights * away**2).sum())
    return float((weights * away**3).sum() / (6 * spread**1.5)) if spread > 0 else 0.0


def bias_correction(estimate: float, replicates: Floats) -> float:
    """z0: where the estimate lies among the replicates, as a normal quantile; ties count half. Infinite at the ends."""
    below = float((replicates < estimate).mean() + (replicates == estimate).mean() / 2)
    if below in (0.0, 1.0):
        return np.copysign(np.inf, below - 0.5)
    return NORMAL.inv_cdf(below)


def bca(estimate: float, replicates: Floats, accelerated: float) -> dict[int, Interval]:
    """By level in per cent, the BCa interval of the whole number; replicates without an estimate are infinite."""
    ordered, correction = np.sort(replicates), bias_correction(estimate, replicates)
    return {level: _limits(ordered, correction, accelerated, _quantile(level)) for level in LEVELS}


def _limits(ordered: Floats, correction: float, accelerated: float, z: float) -> Interval:
    low, high = (_share(correction, accelerated, side) for side in (-z, z))
    return _at(ordered, low), _at(ordered, high)


def _share(correction: float, accelerated: float, z: float) -> float:
    """Which share of the replicates lies below the limit."""
    if np.isinf(correction):
        return 0.0 if correction < 0 else 1.0
    moved = correction + z
    if accelerated * moved >= 1:  # the correction has run beyond its pole: nothing bounds the limit
        return 1.0 if accelerated > 0 else 0.0
    return NORMAL.cdf(correction + moved / (1 - accelerated * moved))


def _at(ordered: Floats, share: float) -> float:
    """The quantile, interpolated between order statistics; infinite where it reaches replicates without estimate."""
    place = share * (len(ordered) - 1)
    low, high = ordered[int(np.floor(place))], ordered[int(np.ceil(place))]
    return float(low if low == high else low + (high - low) * (place - np.floor(place)))


def as_lists(intervals: Mapping[int, Interval]) -> dict[str, list[float | None]]:
    """As it is printed: {"95": [low, high], "80": [low, high]}, null where unbounded."""
    return {str(level): [limit if np.isfinite(limit) else None for limit in ends] for level, ends in intervals.items()}
