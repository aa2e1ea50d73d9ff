"""What an attacker could learn of single persons: invented ones are planted, and the method is run with them.

Each shadow run plants a random half of some canaries, persons drawn evenly from the domain and therefore as
conspicuous as persons can be, and spends the whole budget on the table with them. The attacker knows everybody else in
the table, both halves of the canaries and which tables were measured, and sees the synthetic rows.
Membership: who was planted? Many canaries in one run as in Steinke, Nasr and Jagielski 2023; the guess is a linear
reconstruction from the tables that were measured (Dinur and Nissim 2003), with their noise known. Attribute: given all
other values of a canary, which value has the one that is hidden? What counts is the difference between those planted
and those not: what is guessed of the latter is knowledge about people in general, which every useful table gives.

Differential privacy bounds both, whatever the attacker knows. That an attack fails proves nothing: there may be a
better one. Real rows are used, so the report is internal; its numbers are small, so they carry intervals.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from varsel.analysis.synthesis import sampling
from varsel.analysis.synthesis.accounting import Accountant
from varsel.analysis.synthesis.domain import Domain
from varsel.analysis.synthesis.fitting import fit
from varsel.analysis.synthesis.mechanism import Model, Tables, generated, learned
from varsel.analysis.synthesis.noise import SeededNoise
from varsel.analysis.synthesis.sampling import Codes
from varsel.analysis.synthesis.tables import Table
from varsel.analysis.synthesis.tree import Columns

MOST_CANARIES, SHARE_OF_CANARIES = 200, 0.1  # of the persons: more would no longer be the same table
LEVEL = 0.95
EXACT = 1e-3  # the variance that stands for no noise


@dataclass(frozen=True)
class Rate:
    """How often something was right, with its exact 95 % interval (Clopper and Pearson 1934)."""

    right: int
    tried: int

    @property
    def share(self) -> float:
        return self.right / self.tried

    @property
    def interval(self) -> tuple[float, float]:
        low, high = (1 - LEVEL) / 2, (1 + LEVEL) / 2
        wrong = self.tried - self.right
        lower = 0.0 if self.right == 0 else _beta_quantile(self.right, wrong + 1, low)
        upper = 1.0 if wrong == 0 else _beta_quantile(self.right + 1, wrong, high)
        return lower, upper

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(self.right + other.right, self.tried + other.tried)


@dataclass(frozen=True)
class Attack:
    """`membership`: guesses of who was planted, a coin gives .5; `allowed`: what epsilon allows at most;
    `epsilon_shown`: the epsilon that the guesses prove at 95 %, 0 if none; `control`: the same guesses if the true rows
    were published, which says how strong the attack is; `planted`, `not_planted`: hidden values guessed right."""

    runs: int
    membership: Rate
    allowed: float
    epsilon_shown: float
    control: Rate
    planted: Rate
    not_planted: Rate

    @property
    def advantage(self) -> tuple[float, float, float]:
        """How much oftener a value is guessed for those planted, with its 95 % interval (normal)."""
        shares = self.planted.share, self.not_planted.share
        spread = sum(p * (1 - p) / r.tried for p, r in zip(shares, (self.planted, self.not_planted), strict=True))
        difference, reach = shares[0] - shares[1], 1.96 * math.sqrt(spread)
        return difference, difference - reach, difference + reach


def attacked(truth: Table, epsilon: float, rho: float, runs: int, generator: np.random.Generator) -> Attack:
    """Run the attacks `runs` times (at least 1), each with new canaries and new noise."""
    found = [_run(truth, rho, generator) for _run_number in range(runs)]
    membership, control, planted, others = (sum(rates[1:], rates[0]) for rates in zip(*found, strict=True))
    allowed = 1 / (1 + math.exp(-epsilon))
    return Attack(runs, membership, allowed, epsilon_shown(membership), control, planted, others)


def epsilon_shown(membership: Rate) -> float:
    """The least epsilon that allows so many right guesses, at 95 % one-sided, leaving delta aside.

    Steinke, Nasr and Jagielski 2023, theorem 5.2.
    """
    if membership.right == 0:
        return 0.0
    share = _beta_quantile(membership.right, membership.tried - membership.right + 1, 1 - LEVEL)
    return max(0.0, math.log(share / (1 - share)))


def _beta_quantile(first: int, second: int, share: float) -> float:
    from scipy.special import betaincinv  # late: it takes a third of a second

    return float(betaincinv(first, second, share))


def _run(truth: Table, rho: float, generator: np.random.Generator) -> tuple[Rate, Rate, Rate, Rate]:
    half = max(1, min(MOST_CANARIES, int(SHARE_OF_CANARIES * len(truth))) // 2)
    canaries = _canaries(truth.domain, 2 * half, generator)
    planted = generator.permutation(2 * half) < half
    codes = np.vstack([truth.codes, canaries[planted]])
    model = learned(Table(truth.domain, codes), SeededNoise(Accountant(rho), generator))
    made = generated(model, generator).codes
    noisy = {columns: table.variance for columns, table in model.measured.items()}
    right = _hidden_values_guessed(canaries, made, model, generator)
    return (
        _guesses(planted, _membership_scores(canaries, made, truth, noisy)),
        _guesses(planted, _membership_scores(canaries, codes, truth, dict.fromkeys(noisy, EXACT))),
        Rate(int(right[planted].sum()), half),
        Rate(int(right[~planted].sum()), half),
    )


def _guesses(planted: npt.NDArray[np.bool_], scores: npt.NDArray[np.float64]) -> Rate:
    """The half with the higher scores is taken for the planted."""
    guessed = np.argsort(np.argsort(-scores)) < planted.sum()
    return Rate(int((guessed == planted).sum()), len(planted))


def _canaries(domain: Domain, count: int, generator: np.random.Generator) -> Codes:
    """Persons drawn evenly from all that the domain holds possible."""
    even = fit((), 1.0, domain.sizes, domain.zeros).distribution
    return sampling.rows(even, count, len(domain.columns), generator)


def _membership_scores(
    canaries: Codes, made: Codes, truth: Table, variances: Mapping[Columns, float]
) -> npt.NDArray[np.float64]:
    """How likely each canary is planted: the best linear guess from what the tables hold beyond everybody else.

    Each planted canary adds one to its cell of each table, and the table has noise of the given variance; a coin has
    variance 1/4.
    """
    shown, known = Tables(made, truth.domain.sizes), Tables(truth.codes, truth.domain.sizes)
    precision, pull = 4 * np.eye(len(canaries)), np.zeros(len(canaries))
    for columns, variance in variances.items():
        more = (shown.count(columns) - known.count(columns)).ravel()
        cells = np.ravel_multi_index(tuple(canaries[:, columns].T), [truth.domain.sizes[column] for column in columns])
        same = cells[:, None] == cells
        precision += same / variance
        pull += (more[cells] - same.sum(axis=1) / 2) / variance
    return np.asarray(np.linalg.solve(precision, pull), dtype=np.float64)


def _hidden_values_guessed(
    canaries: Codes, made: Codes, model: Model, generator: np.random.Generator
) -> npt.NDArray[np.bool_]:
    """Hide one value of each canary, at random, and guess it from the synthetic rows by naive Bayes."""
    tables = Tables(made, model.domain.sizes)
    hidden = generator.choice(model.varying, len(canaries))
    right = np.zeros(len(canaries), dtype=bool)
    for target in model.varying:
        asked = hidden == target
        guesses = _likeliest(canaries[asked], tables, target, [pair for pair in model.chosen if target in pair])
        right[asked] = guesses == canaries[asked, target]
    return right


def _likeliest(canaries: Codes, tables: Tables, target: int, pairs: Sequence[Columns]) -> npt.NDArray[np.intp]:
    alone = np.log(tables.count((target,)) + 0.5)
    logs = np.tile(alone, (len(canaries), 1))
    for pair in set(pairs):
        joint = np.log(tables.count(pair) + 0.5)
        joint = joint if pair[0] == target else joint.T
        other = pair[1] if pair[0] == target else pair[0]
        logs += joint[:, canaries[:, other]].T - alone
    return np.argmax(logs, axis=1)
