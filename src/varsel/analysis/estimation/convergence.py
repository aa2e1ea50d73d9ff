"""Whether chains of a simulation agree well enough for their answer to be used.

Rank-normalised split R-hat and effective sample sizes after Vehtari, Gelman, Simpson, Carpenter and Bürkner, "Rank-
normalization, folding, and localization: an improved R-hat", Bayesian Analysis 16 (2021), with the thresholds they
give: R-hat below 1.01, and at least 400 independent draws both in the middle and in the tails.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import rankdata

HIGHEST_RHAT, LOWEST_SIZE = 1.01, 400.0
Draws = NDArray[np.float64]  # shape (chains, draws)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well the chains agree. `rhat` is 1 in the limit; the sizes count independent draws. NaN: nothing moved."""

    rhat: float
    size_bulk: float
    size_tail: float
    chains: int
    draws: int

    @property
    def reached(self) -> bool:
        """Whether the draws may be used. What cannot be computed has not been reached."""
        return self.rhat < HIGHEST_RHAT and min(self.size_bulk, self.size_tail) >= LOWEST_SIZE

    def as_dict(self) -> dict[str, Any]:
        """Numbers that JSON knows: what cannot be computed is null."""
        return {key: None if value != value else value for key, value in asdict(self).items()} | {
            "reached": self.reached
        }


def agreement(draws: Draws) -> Agreement:
    """How well chains of one number agree; shape (chains, draws), at least 2 chains and 8 draws, else ValueError."""
    draws = np.asarray(draws, dtype=float)
    if draws.ndim != 2 or draws.shape[0] < 2 or draws.shape[1] < 8:
        raise ValueError("At least two chains of eight draws are needed.")
    halves = _halves(draws)
    folded = np.abs(halves - np.median(halves))
    with np.errstate(invalid="ignore", divide="ignore"):
        rhat = np.fmax(_rhat(_normal_scores(halves)), _rhat(_normal_scores(folded)))
        return Agreement(float(rhat), effective_size(halves), _tail_size(halves), *draws.shape)


def effective_size(halves: Draws) -> float:
    """Independent draws that say as much of the middle as these do; shape (chains, draws)."""
    return _size(_normal_scores(halves))


def _tail_size(halves: Draws) -> float:
    """The smaller of the sizes for the 5 % and the 95 % quantile."""
    low, high = np.quantile(halves, (0.05, 0.95))
    return float(np.fmin(_size((halves <= low).astype(float)), _size((halves >= high).astype(float))))


def _halves(draws: Draws) -> Draws:
    """Each chain as two, so that a drift within a chain shows as a disagreement between two."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, -half:]])


def _normal_scores(draws: Draws) -> Draws:
    """Ranks over all chains as normal quantiles, with Blom's offset (equation 14)."""
    ranks = rankdata(draws, method="average").reshape(draws.shape)
    return ndtri((ranks - 0.375) / (draws.size + 0.25))


def _rhat(draws: Draws) -> np.float64:
    """The square root of all variance over that within chains (equation 4)."""
    within = draws.var(axis=1, ddof=1).mean()
    between = draws.mean(axis=1).var(ddof=1)  # already divided by the number of draws
    return np.sqrt((draws.shape[1] - 1) / draws.shape[1] + between / within)


def _size(draws: Draws) -> float:
    """Effective sample size by Geyer's initial monotone sequence (equations 10 to 13)."""
    length = draws.shape[1]
    covariance = _autocovariance(draws)
    within = covariance[:, 0].mean() * length / (length - 1)
    total = within * (length - 1) / length + draws.mean(axis=1).var(ddof=1)
    if not total > 0:
        return float("nan")
    correlation = 1 - (within - covariance.mean(axis=0) * length / (length - 1)) / total
    correlation[0] = 1.0
    pairs = correlation[: length // 2 * 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs < 0)
    pairs = np.minimum.accumulate(pairs[: ends[0]] if ends.size else pairs)
    # Very quick mixing could give a time near zero; the paper's software bounds the size by S log10 S.
    time = max(-1 + 2 * pairs.sum(), 1 / np.log10(draws.size))
    return float(draws.size / time)


def _autocovariance(draws: Draws) -> Draws:
    """Autocovariances by lag within each chain, divided by its length; shape as given."""
    length = draws.shape[1]
    centred = draws - draws.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * length, axis=1)
    return np.fft.irfft(np.abs(spectrum) ** 2, n=2 * length, axis=1)[:, :length] / length
