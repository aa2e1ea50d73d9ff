"""What privacy costs: zero-concentrated differential privacy (zCDP), and its reading as epsilon and delta.

Two tables are neighbours when one has one person more than the other (add or remove one row). Hence the number of
rows is private too, and everything a release says of it comes from noisy counts. A mechanism with rho-zCDP (Bun and
Steinke 2016) composes by adding rho; rho is turned into (epsilon, delta) by Canonne, Kamath and Steinke 2020,
"The Discrete Gaussian for Differential Privacy", proposition 12, which is tighter than the usual
epsilon = rho + 2 sqrt(rho ln(1/delta)).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from varsel.analysis.synthesis.refusals import BadInput

LOWEST_EPSILON, HIGHEST_EPSILON = 0.001, 100.0  # below, nothing but noise is left; above, nothing is protected
SLACK = 1e-9  # relative: what adding up floating-point shares of a budget may miss


def checked(epsilon: float, delta: float) -> None:
    """Refuse a budget that no mechanism can use: epsilon in [0.001, 100], delta in (0, 0.01]."""
    if not (math.isfinite(epsilon) and epsilon > 0):
        raise BadInput("epsilon_not_positive", f"Epsilon is {epsilon}.", "Give a number above zero, such as 1 or 4.")
    if epsilon < LOWEST_EPSILON:
        said = f"Epsilon is {epsilon:g}."
        raise BadInput("epsilon_too_low", said, "Below 0.001 nothing but noise is left; give 0.1 or more.")
    if epsilon > HIGHEST_EPSILON:
        raise BadInput(
            "epsilon_too_high", f"Epsilon is {epsilon:g}.", "Above 100 nothing is protected; give 10 or less."
        )
    if not (math.isfinite(delta) and 0 < delta <= 0.01):
        raise BadInput(
            "delta_out_of_range", f"Delta is {delta}.", "Give a number above 0, far below 1/persons; 1e-6 is usual."
        )


def log_delta_of(rho: float, epsilon: float) -> float:
    """The logarithm of the least delta for which rho-zCDP gives (epsilon, delta); proposition 12 of the source."""

    from scipy.optimize import minimize_scalar  # late: it takes a third of a second

    def bound(log_order: float) -> float:  # of the order alpha of the divergence, written as log(alpha - 1)
        above = math.exp(log_order)
        alpha = above + 1
        return above * (alpha * rho - epsilon) + alpha * math.log1p(-1 / alpha) - log_order

    found = minimize_scalar(bound, bounds=(-30.0, 30.0), method="bounded", options={"xatol": 1e-10})
    return min(0.0, float(found.fun))


def epsilon_of(rho: float, delta: float) -> float:
    """The least epsilon for which rho-zCDP gives (epsilon, delta)-differential privacy; 0 for rho 0."""
    if rho <= 0:
        return 0.0
    wanted = math.log(delta)
    highest = rho + 2 * math.sqrt(rho * -wanted) + SLACK  # the looser formula bounds it from above
    if log_delta_of(rho, 0.0) <= wanted:
        return 0.0
    return _root(lambda epsilon: log_delta_of(rho, epsilon) - wanted, 0.0, highest)


def rho_of(epsilon: float, delta: float) -> float:
    """The greatest rho whose (epsilon, delta) is not above what is given. Raises BadInput as `checked`."""
    checked(epsilon, delta)
    wanted = math.log(delta)
    found = _root(lambda rho: log_delta_of(rho, epsilon) - wanted, 1e-12, epsilon)
    return found * (1 - SLACK)  # rounded towards privacy


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    from scipy.optimize import brentq

    return float(brentq(function, low, high, xtol=1e-15, rtol=1e-13))


@dataclass
class Accountant:
    """Counts what the steps of one run spend, and lets none go beyond the budget (rho)."""

    rho: float
    spent: float = 0.0
    steps: list[tuple[str, float]] = field(default_factory=list)

    @property
    def left(self) -> float:
        return max(0.0, self.rho - self.spent)

    def charge(self, step: str, rho: float) -> None:
        """Book a step before it looks at the data. RuntimeError if the budget does not hold it: a fault of ours."""
        if not rho >= 0 or self.spent + rho > self.rho * (1 + SLACK):
            raise RuntimeError(f"The step {step} would spend more than the budget.")
        self.spent += rho
        self.steps.append((step, rho))

    def by_step(self) -> dict[str, float]:
        """The sum of rho for each kind of step."""
        sums: dict[str, float] = {}
        for step, rho in self.steps:
            sums[step] = sums.get(step, 0.0) + rho
        return sums
