"""Tail probabilities of the Poisson and chi-squared distributions, with NumPy alone.

`scipy.special` has them too, but to import it takes as long as a thousand replicates of the bootstrap, and its tails
underflow to zero where the order of two pairs still matters.
"""

import math

import numpy as np
from numpy.typing import NDArray

TABLE = np.array([math.lgamma(count + 1) for count in range(64)])
AT_ONCE = 16  # terms of a series that are summed in one go


def log_tails(observed: NDArray[np.float64], expected: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    """Logarithm of the smaller one-sided Poisson tail, P(X <= observed) or P(X >= observed), elementwise.

    Where the tail is not below `limit` (a logarithm, at most log(1/2)) only some value that is not either.
    The tail is its leading term, the probability of `observed`, times a series: 1 + k/m + k(k-1)/m**2 + ... below
    the mean m, and 1 + m/(k+1) + m**2/((k+1)(k+2)) + ... above it.
    """
    k, m = observed.ravel(), np.maximum(expected.ravel(), 1e-300)
    leading = k * np.log(m) - m - log_factorial(k)
    total, term = np.ones_like(k), np.ones_like(k)
    going, done = np.flatnonzero(leading < limit), 0
    while len(going):
        number = done + np.arange(1, AT_ONCE + 1)
        count, mean = k[going, None], m[going, None]
        ratios = np.where(count < mean, np.maximum(count - number + 1, 0) / mean, mean / (count + number))
        terms = term[going, None] * np.cumprod(ratios, axis=1)
        term[going] = terms[:, -1]
        total[going] += terms.sum(axis=1)
        unsettled = (term[going] > 1e-14 * total[going]) & (leading[going] + np.log(total[going]) < limit)
        going, done = going[unsettled], done + AT_ONCE
    return (leading + np.log(total)).reshape(observed.shape)


def log_factorial(count: NDArray[np.float64]) -> NDArray[np.float64]:
    """log(count!), elementwise: a table, and beyond it Stirling's series, exact to the last digits there."""
    large = np.maximum(count, len(TABLE))
    series = large * np.log(large) - large + np.log(2 * np.pi * large) / 2 + 1 / (12 * large) - 1 / (360 * large**3)
    return np.where(count < len(TABLE), TABLE[np.minimum(count, len(TABLE) - 1).astype(np.intp)], series)


def chi_squared_tail(value: float, freedom: int) -> float:
    """P(chi squared with `freedom` degrees > value), by the recurrence of the incomplete gamma function."""
    half, shape = value / 2, 1 - freedom % 2 / 2  # the recurrence starts from 1/2 or 1
    if freedom < 1 or half <= 0:
        return 1.0
    tail = math.exp(-half) if shape == 1 else math.erfc(math.sqrt(half))
    while shape < freedom / 2:
        tail += math.exp(shape * math.log(half) - half - math.lgamma(shape + 1))
        shape += 1
    return min(tail, 1.0)
