"""Select, measure, generate: the only part that looks at the data, always through `Noise`.

In the manner of AIM (McKenna, Mullins, Sheldon and Miklau 2022): first every one-way table is measured; then, round
by round, the pair of columns that the model explains worst is chosen privately, measured, and the model fitted anew;
where a measurement moves the model by less than its own noise, the next rounds get four times the budget. A pair's
score is the L1 distance between its true and its expected table, less the distance that the noise of its measurement
would itself bring, so that a pair whose dependence is below its noise is not worth choosing.

Sensitivity. Adding or removing one person changes one cell of a pair's table by one; the expected table is a
rounded number that depends on earlier noisy tables alone; so each score changes by at most one. Scores are whole
numbers, so no rounding of floating-point sums can add to that.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

import numpy as np

from varsel.analysis.synthesis import sampling
from varsel.analysis.synthesis.domain import MOST_CELLS, Domain
from varsel.analysis.synthesis.fitting import Fit, Measured, fit, reconciled, total_of
from varsel.analysis.synthesis.inference import Floats, spread
from varsel.analysis.synthesis.noise import Counts, Noise
from varsel.analysis.synthesis.sampling import Codes
from varsel.analysis.synthesis.tables import Table
from varsel.analysis.synthesis.tree import Columns, cells, largest

ALONE = 0.3  # of the budget goes to the one-way tables
CHOOSING = 0.15  # of each round's budget goes to the choice, the rest to the measurement
ROUNDS, MOST_ROUNDS = 2, 60  # rounds planned for each column, and at most; fewer where a round learns little
LAST_STEPS = 150  # of the last fit
NOTHING = 1e-9  # of the budget: too little to spend

Progress = Callable[[float], None]  # told the share of the budget that is spent


@dataclass(frozen=True)
class Tables:
    """The exact tables of the data, counted when asked for. Private: nothing but `Noise` may see what is returned."""

    codes: Codes
    sizes: list[int]

    def count(self, columns: Columns) -> Counts:
        shape = [self.sizes[column] for column in columns]
        places = self._columns[columns[0]]
        for column in columns[1:]:
            places = places * self.sizes[column] + self._columns[column]
        return np.bincount(places, minlength=math.prod(shape)).reshape(shape)

    @cached_property
    def _columns(self) -> list[Counts]:
        """Each column in one piece of memory, as wide as the sums over several need: three times as quick."""
        return [column.astype(np.int64) for column in self.codes.T]

    @cached_property
    def pairs(self) -> dict[Columns, Counts]:
        return {pair: self.count(pair) for pair in combinations(range(len(self.sizes)), 2)}


@dataclass
class Model:
    """What the noisy tables have taught so far. Holds nothing private."""

    domain: Domain
    measured: dict[Columns, Measured] = field(default_factory=dict)
    chosen: list[Columns] = field(default_factory=list)
    too_large: set[Columns] = field(default_factory=set)
    fitted: Fit | None = None

    @cached_property
    def varying(self) -> list[int]:
        """The columns with more than one category; the others need no noise."""
        return [column for column, size in enumerate(self.domain.sizes) if size > 1]

    @cached_property
    def total(self) -> float:
        """The number of persons as the one-way tables tell it, at least 1."""
        return max(1.0, total_of(table for table in self.measured.values() if len(table.columns) == 1))

    @property
    def now(self) -> Fit:
        return self.fitted or self.refit()

    def learn(self, columns: Columns, counts: Counts, scale: float) -> None:
        """Take in a noisy table; a second one of the same columns is averaged with the first."""
        floats, variance = counts.astype(float), scale**2
        before = self.measured.get(columns)
        self.measured[columns] = (
            before.with_another(floats, variance) if before else Measured(columns, floats, variance)
        )

    def refit(self, steps: int | None = None) -> Fit:
        start = self.fitted.parameters if self.fitted else None
        tables = reconciled(list(self.measured.values()), self.total, self._possible())
        self.fitted = fit(
            tables, self.total, self.domain.sizes, self.domain.zeros, start, **({"steps": steps} if steps else {})
        )
        return self.fitted

    def candidates(self) -> list[Columns]:
        """The pairs that may be measured next without a clique growing too large. What was too large stays so."""
        together = [*(columns for columns in self.measured if len(columns) > 1), *self.domain.zeros]
        return [pair for pair in combinations(self.varying, 2) if self._fits(pair, together)]

    def _fits(self, pair: Columns, together: list[Columns]) -> bool:
        if pair in self.too_large:
            return False
        if any(set(pair) <= set(clique) for clique in self.now.distribution.tree.cliques):
            return True
        if largest([*together, pair], self.domain.sizes) <= MOST_CELLS:
            return True
        self.too_large.add(pair)
        return False

    def domain_mask(self, columns: Columns) -> Floats:
        """1 in the cells of a table that may occur, and 0 in its structural zeros."""
        mask = np.ones([self.domain.sizes[column] for column in columns])
        for tied, logs in self.domain.zeros.items():
            if set(tied) <= set(columns):
                mask = mask * spread(np.exp(logs), tied, columns)
        return mask

    def _possible(self) -> Mapping[Columns, Floats]:
        masks = {columns: self.domain_mask(columns) for columns in self.measured}
        return {columns: mask for columns, mask in masks.items() if not mask.all()}


def learned(table: Table, noise: Noise, progress: Progress = lambda _share: None) -> Model:
    """Spend the accountant's whole budget on a model of the table. The model is private in the sense of the budget."""
    exact, model = Tables(table.codes, table.domain.sizes), Model(table.domain)
    _measure_alone(exact, model, noise)
    _measure_pairs(exact, model, noise, progress)
    model.refit(LAST_STEPS)
    return model


def generated(model: Model, generator: np.random.Generator) -> Table:
    """Synthetic persons, as many as the noisy tables say. Uses the model alone."""
    width = len(model.domain.columns)
    return Table(model.domain, sampling.rows(model.now.distribution, round(model.total), width, generator))


def _measure_alone(exact: Tables, model: Model, noise: Noise) -> None:
    scale = _scale(ALONE * noise.accountant.rho / len(model.varying))
    for column in model.varying:
        model.learn((column,), noise.counts("one-way tables", exact.count((column,)), scale), scale)


def _measure_pairs(exact: Tables, model: Model, noise: Noise, progress: Progress) -> None:
    account = noise.accountant
    share = account.left / min(MOST_ROUNDS, ROUNDS * len(model.varying))
    while account.left > NOTHING * account.rho:
        candidates = model.candidates()
        if not candidates:
            break
        share = account.left * (1 - NOTHING) if account.left < 2 * share else share
        pair, moved, expected_from_noise = _round(exact, model, noise, candidates, share)
        model.chosen.append(pair)
        progress(account.spent / account.rho)
        if moved <= expected_from_noise:
            share *= 4


def _round(
    exact: Tables, model: Model, noise: Noise, candidates: list[Columns], share: float
) -> tuple[Columns, float, float]:
    """Choose a pair, measure it, fit anew: the pair, how far its expected table moved (L1), and how far noise would."""
    scale = _scale((1 - CHOOSING) * share)
    before = model.now.distribution.pairs(len(model.domain.columns))
    scores = [
        int(np.abs(exact.pairs[pair] - np.rint(model.total * before[pair]).astype(np.int64)).sum())
        - math.floor(_from_noise(pair, scale, model))
        for pair in candidates
    ]
    pair = candidates[noise.best("choice of pairs", np.array(scores, dtype=np.int64), _scale(CHOOSING * share))]
    model.learn(pair, noise.counts("two-way tables", exact.pairs[pair], scale), scale)
    after = model.refit().expected(pair)
    return pair, float(np.abs(after - model.total * before[pair]).sum()), _from_noise(pair, scale, model)


def _from_noise(pair: Columns, scale: float, model: Model) -> float:
    """The L1 distance that noise of this scale brings into a pair's table: the mean of |N(0, scale)| for each cell."""
    return math.sqrt(2 / math.pi) * scale * cells(pair, model.domain.sizes)


def _scale(rho: float) -> float:
    """The scale at which a mechanism of sensitivity 1 costs rho (both of `Noise` cost 1 / (2 scale²))."""
    return math.sqrt(1 / (2 * rho))
