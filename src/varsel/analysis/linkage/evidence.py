"""From standing to probability, without labels: strangers are known from each list compared with itself.

Whoever stands nearest to a person within one list is, but for the few entered twice, somebody else. So the standing
of the nearest within lists shows what strangers reach, and the standing of the nearest between lists is a mixture of
that and of true pairs. Expectation maximisation over kernel densities, with a likelihood ratio that may only rise,
takes the two apart (Efron's local false discovery rate, 2004, with an empirical null). No truth and no tuned
threshold enter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GRID = np.linspace(-1.0, 1.2, 2201)
STEP = GRID[1] - GRID[0]
TWICE = 0.01  # the share of persons that a list is presumed to hold twice
# Where lists are short, these shapes stand in for what cannot be seen, with the weight of PRESUMED persons.
PRESUMED = 10.0
STRANGERS = (0.12, 0.08)
SAME = (0.5, 0.25)
ROUNDS = 300

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The logarithm of the likelihood ratio on GRID, and the share of rows with a partner, for each direction."""

    ratio: Doubles
    shares: tuple[float, ...]

    def probability(self, standing: NDArray[np.floating], share: float) -> Doubles:
        """The probability that pairs of this standing are one person; `share` of rows have a partner."""
        return _posterior(np.interp(standing, GRID, self.ratio), share)


def learnt(between: Sequence[Doubles], within: Sequence[Doubles]) -> Evidence:
    """Evidence from the standing of each row's nearest: one array a direction between lists, one a list within."""
    crossed, inner = np.concatenate(between), np.concatenate(within)
    blocks = np.repeat(np.arange(len(between)), [len(block) for block in between])
    pair: Doubles = np.where(crossed > np.quantile(inner, 0.995), 0.9, 0.0)
    twice = np.zeros(len(inner))
    for _ in range(ROUNDS):
        ratio = _ratio(crossed, inner, pair, twice)
        sums = np.bincount(blocks, weights=pair, minlength=len(between))
        shares = sums / np.maximum(np.bincount(blocks, minlength=len(between)), 1)
        before, pair = pair, _posterior(np.interp(crossed, GRID, ratio), shares[blocks])
        twice = _posterior(np.interp(inner, GRID, ratio), TWICE)
        if np.abs(pair - before).max() < 1e-4:
            break
    return Evidence(ratio, tuple(float(share) for share in shares))


def _ratio(crossed: Doubles, inner: Doubles, pair: Doubles, twice: Doubles) -> Doubles:
    from scipy.optimize import isotonic_regression

    both = np.concatenate([crossed, inner])
    weights = np.concatenate([pair, twice])
    same, strangers = _density(both, weights, SAME), _density(both, 1 - weights, STRANGERS)
    found = np.log((same + 1e-4) / (strangers + 1e-4))
    return np.asarray(isotonic_regression(found, weights=same + strangers + 1e-7).x)


def _density(values: Doubles, weights: Doubles, presumed: tuple[float, float]) -> Doubles:
    """A weighted kernel density on GRID; bandwidth by Silverman's rule, the presumed shape mixed in."""
    from scipy.ndimage import gaussian_filter1d

    total = weights.sum()
    shape = np.exp(-(((GRID - presumed[0]) / presumed[1]) ** 2) / 2)
    shape /= shape.sum() * STEP
    if total < 1e-9:
        return shape
    mean = (weights * values).sum() / total
    spread = np.sqrt((weights * (values - mean) ** 2).sum() / total)
    persons = total**2 / (weights**2).sum()
    width = max(0.01, 0.9 * spread * persons**-0.2)
    places = np.clip(np.rint((values - GRID[0]) / STEP).astype(int), 0, len(GRID) - 1)
    counted = np.bincount(places, weights=weights, minlength=len(GRID))
    smooth = gaussian_filter1d(counted, width / STEP, mode="constant", truncate=6)
    smooth /= smooth.sum() * STEP
    return np.asarray((persons * smooth + PRESUMED * shape) / (persons + PRESUMED))


def _posterior(ratio: Doubles, share: Doubles | float) -> Doubles:
    share = np.clip(share, 1e-9, 1 - 1e-9)
    return 1 / (1 + np.exp(-np.clip(ratio + np.log(share) - np.log1p(-share), -700, 700)))
