"""From noisy marginals to one distribution: consistent over cells, never negative, with a common total.

First the measured tables are reconciled by least squares: each one-way table is the mean of all that was measured of
its column, weighted by precision; the tables are brought to one total and each joint table to its one-way margins
(Barak and others 2007; Hay and others 2010). Then the distribution of greatest entropy near them is sought: relaxed
maximum entropy (Dudík, Phillips and Schapire 2007), whose dual is a smooth convex function with one parameter for each
measured cell; its gradient is "expected minus measured", by belief propagation (as in McKenna, Sheldon and Miklau
2019), its minimum found by L-BFGS. The relaxation shrinks weak joint tables towards independence in proportion to
their noise. All this sees noisy tables only, so it costs no privacy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from varsel.analysis.synthesis.descent import minimum
from varsel.analysis.synthesis.inference import Distribution, Floats, propagate, ratio, spread, summed_to
from varsel.analysis.synthesis.tree import Axes, Columns, JunctionTree, Shape, away, junction_tree

# How strongly a parameter is drawn to zero, for each unit of noise variance: an entropy of the whole population would
# give 1; the values leave a one-way table almost as measured, and a joint table where its dependence is clear.
RELAXED_ALONE, RELAXED_JOINT = 0.01, 0.05
SWEEPS = 10  # over the margins of a table with structural zeros
STEPS = 20  # of L-BFGS, for each fit; the fits start from one another


@dataclass(frozen=True)
class Measured:
    """A noisy marginal: counts over the sorted columns, and the variance of the noise in each cell."""

    columns: Columns
    counts: Floats
    variance: float

    def with_another(self, counts: Floats, variance: float) -> "Measured":
        """Both measurements of the same table as one, weighted by precision."""
        weight = variance / (self.variance + variance)
        both = weight * self.counts + (1 - weight) * counts
        return Measured(self.columns, both, self.variance * weight)


def total_of(tables: Iterable[Measured]) -> float:
    """The number of persons, from the noisy tables alone: each sums to it, with the noise of all its cells."""
    sums = [(table.counts.sum(), table.counts.size * table.variance) for table in tables]
    precision = sum(1 / variance for _sum, variance in sums)
    return float(sum(value / variance for value, variance in sums) / precision)


def reconciled(tables: Sequence[Measured], total: float, possible: Mapping[Columns, Floats]) -> list[Measured]:
    """The tables with equal margins and one total, one-way tables first; cells with 0 in `possible` hold nothing."""
    alone: dict[Columns, Measured] = {
        table.columns: _to_total(_mean(table.columns, tables), total, possible)
        for table in tables
        if len(table.columns) == 1
    }  # fmt: skip
    joint = [_to_margins(table, alone, possible) for table in tables if len(table.columns) > 1]
    return [*alone.values(), *joint]


def _mean(columns: Columns, tables: Sequence[Measured]) -> Measured:
    inside = [table for table in tables if set(columns) <= set(table.columns)]
    counts = [summed_to(table.counts, table.columns, columns) for table in inside]
    variances = [table.variance * table.counts.size / count.size for table, count in zip(inside, counts, strict=True)]
    precision = sum(1 / variance for variance in variances)
    mean = sum(count / variance for count, variance in zip(counts, variances, strict=True)) / precision
    return Measured(columns, np.asarray(mean), 1 / precision)


def _to_total(table: Measured, total: float, possible: Mapping[Columns, Floats]) -> Measured:
    mask = possible.get(table.columns, np.ones(table.counts.shape))
    lacking = total - (table.counts * mask).sum()
    return Measured(table.columns, (table.counts + lacking / mask.sum()) * mask, table.variance)


def _to_margins(table: Measured, alone: Mapping[Columns, Measured], possible: Mapping[Columns, Floats]) -> Measured:
    """What each margin lacks is spread evenly over its possible cells: the least change there is, and done in one
    sweep where there are no structural zeros."""
    mask = possible.get(table.columns, np.ones(table.counts.shape))
    counts = table.counts * mask
    for column in table.columns * (SWEEPS if table.columns in possible else 1):
        lacking = alone[(column,)].counts - summed_to(counts, table.columns, (column,))
        each = ratio(lacking, summed_to(mask, table.columns, (column,)))
        counts = counts + spread(each, (column,), table.columns) * mask
    return Measured(table.columns, counts, table.variance)


@dataclass(frozen=True)
class Fit:
    """A fitted distribution, with the parameters it was fitted by (for a warm start)."""

    distribution: Distribution
    parameters: Mapping[Columns, Floats]
    total: float

    def expected(self, columns: Columns) -> Floats:
        """The expected counts of a table whose columns lie in one clique."""
        return self.total * self.distribution.marginal(columns)


def fit(
    tables: Sequence[Measured], total: float, sizes: Sequence[int], zeros: Mapping[Columns, Floats],
    start: Mapping[Columns, Floats] | None = None, steps: int = STEPS,
) -> Fit:  # fmt: skip
    """The relaxed distribution of greatest entropy for reconciled tables.

    `zeros` gives, for columns with structural zeros, a table of logarithms: 0 where possible, -inf where not.
    """
    tree = junction_tree([*(table.columns for table in tables), *zeros], sizes)
    dual, before = _Dual(tree, tables, total, zeros), start or {}
    if not tables:
        return Fit(dual.distribution(()), {}, total)
    guess = np.concatenate([before.get(table.columns, np.zeros(table.counts.shape)).ravel() for table in tables])
    parameters = dual.split(minimum(dual, guess, steps))
    by_columns = {table.columns: value for table, value in zip(tables, parameters, strict=True)}
    return Fit(dual.distribution(parameters), by_columns, total)


@dataclass(frozen=True)
class _Term:
    """What the dual needs of one table, worked out once: its clique, how it is summed out of and added into it."""

    home: int
    out: Axes
    into: Shape
    share: Floats
    relaxed: float


class _Dual:
    """log Z(parameters) - measured · parameters / total + half the relaxation, and its gradient."""

    def __init__(
        self, tree: JunctionTree, tables: Sequence[Measured], total: float, zeros: Mapping[Columns, Floats]
    ) -> None:
        self.tree = tree
        self.terms = [self._term(table, total) for table in tables]
        self.base = [np.zeros(tree.shape(clique)) for clique in range(len(tree.cliques))]
        for columns, logs in zeros.items():
            home = tree.holding(columns)
            self.base[home] = self.base[home] + logs.reshape(tree.into(columns, home))
        ends = [0, *accumulate(table.counts.size for table in tables)]
        self.parts = [slice(start, end) for start, end in pairwise(ends)]

    def _term(self, table: Measured, total: float) -> _Term:
        home = self.tree.holding(table.columns)
        out, into = away(self.tree.cliques[home], table.columns), self.tree.into(table.columns, home)
        relaxed = RELAXED_ALONE if len(table.columns) == 1 else RELAXED_JOINT
        return _Term(home, out, into, table.counts / total, relaxed * table.variance / total)

    def __call__(self, flat: Floats) -> tuple[float, Floats]:
        parameters = self.split(flat)
        found = self.distribution(parameters)
        value, slopes = found.log_sum, []
        for term, parameter in zip(self.terms, parameters, strict=True):
            expected = np.add.reduce(found.beliefs[term.home], axis=term.out)
            drawn = term.relaxed * parameter
            value += float(np.vdot(parameter, drawn / 2 - term.share))
            slopes.append((expected - term.share + drawn).ravel())
        return value, np.concatenate(slopes)

    def distribution(self, parameters: Sequence[Floats]) -> Distribution:
        potentials = [base.copy() for base in self.base]
        for term, parameter in zip(self.terms, parameters, strict=True):
            potentials[term.home] += parameter.reshape(term.into)
        return propagate(self.tree, potentials)

    def split(self, flat: Floats) -> list[Floats]:
        return [flat[part].reshape(term.share.shape) for part, term in zip(self.parts, self.terms, strict=True)]
