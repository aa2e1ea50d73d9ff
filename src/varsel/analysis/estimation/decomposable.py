"""Bayesian averaging over decomposable graphs, exactly: no simulation, no seed.

Madigan and York, "Bayesian methods for estimation of the size of a closed population", Biometrika 84 (1997): every
decomposable graph is as likely as any other, the cells of a graph have a hyper-Dirichlet prior of `delta` persons
each (1 / 2**k: one person in all), and the size N of the population has the prior 1/N up to a cap. Where lists share
few persons the cap decides the answer (Binette and Steorts 2022), so the answer is always given for several caps.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln, logsumexp

from varsel.analysis.estimation import doubts
from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.fitting import times
from varsel.analysis.estimation.graphs import decomposable_graphs
from varsel.analysis.estimation.hills import hills
from varsel.analysis.estimation.intervals import LEVELS, as_lists
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt, Intervals
from varsel.analysis.estimation.tables import OverlapTable, checked, names_of

Prior = Literal["one_over_n", "uniform"]
Floats = NDArray[np.float64]

HIGHEST_MOST = 100_000
MOST = 20  # times the observed persons: the cap of the published figure unless another is given
POINTS = 5_000
CELLS = 2**18  # graphs times hidden numbers at a time
NEGLIGIBLE = 1e-9  # of the posterior, which all the graphs that are left out share
TAILS = {level: (0.5 - level / 200, 0.5 + level / 200) for level in LEVELS}
LIKELY = 0.5  # chance of a dependence that the report names
STEADY = 0.1  # by how much the answer may move with the cap or the prior


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """The joint posterior of graph and hidden number.

    hidden: hidden numbers, shape (points,), rising from 0. chances: of each with its surroundings, shape (points,),
    summing to 1. graphs: the chance of each graph, shape (graphs,). edges: of each graph, shape (graphs, pairs).
    """

    hidden: NDArray[np.int64]
    chances: Floats
    graphs: Floats
    edges: NDArray[np.bool_]

    def quantile(self, *levels: float) -> list[int]:
        """The smallest hidden number with at least this chance of being no smaller than the truth."""
        places = np.searchsorted(np.cumsum(self.chances), levels)
        return [int(self.hidden[min(place, len(self.hidden) - 1)]) for place in places]

    def reweighted(self, factors: NDArray) -> "Posterior":
        """Under another prior, `factors` times the old; the graphs' chances are not computed anew."""
        chances = self.chances * factors
        return Posterior(self.hidden, chances / chances.sum(), self.graphs, self.edges)

    def below(self, cap: int) -> "Posterior":
        """Under a lower cap."""
        return self.reweighted(self.hidden <= max(cap, 0))

    def edge_chances(self) -> Floats:
        """The chance that the two lists of each pair depend on one another directly; shape (pairs,)."""
        return self.graphs @ self.edges


def posterior(
    table: OverlapTable,
    *,
    most: float = MOST,
    delta: float | None = None,
    prior: Prior = "one_over_n",
    points: int | None = None,
) -> Posterior:
    """The posterior of the hidden number from 0 to (most - 1) times the observed.

    Computed on every whole number while there are few, then on so many that their spacing is below a thousandth;
    with `points`, on so many evenly spaced ones. Raises BadTable for more than six lists or a table that cannot be
    estimated from, and for a cap, delta or number of points that leaves nothing to average.
    """
    checked(table)
    if not (1 < most <= HIGHEST_MOST and (delta is None or delta > 0) and (points is None or points > 1)):
        raise BadTable(
            "cap", "the cap",
            f"Above 1 times the observed and at most {HIGHEST_MOST:,} times; delta is above 0, points at least 2.",
        )  # fmt: skip
    edges, factors = decomposable_graphs(table.size)
    last = int((most - 1) * table.observed)
    hidden = _even(last, points) if points else _grid(last, POINTS)
    widths = np.zeros(len(hidden)) if points else _log_widths(hidden)
    weights = _Weights(table, delta or 2.0**-table.size, prior)
    kept = _worth_keeping(weights, factors, last)
    by_number, by_graph = _sums(weights, factors[kept], hidden, widths)
    graphs = np.zeros(len(edges))
    graphs[kept] = np.exp(by_graph - logsumexp(by_graph))
    return Posterior(hidden, np.exp(by_number - logsumexp(by_number)), graphs, edges)


def _grid(last: int, points: int) -> NDArray[np.int64]:
    """Numbers from 0 to `last`, spaced evenly and by ratio at once.

    A posterior varies by the root of the hidden number at least, so that no peak falls between them.
    """
    if last <= 2 * points:
        return np.arange(last + 1)
    by_ratio = np.expm1(np.linspace(0, np.log1p(last), points)).round().astype(np.int64)
    return np.unique(np.concatenate([_even(last, points), by_ratio]))


def _even(last: int, points: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, last, points).round().astype(np.int64))


def _log_widths(hidden: NDArray[np.int64]) -> Floats:
    """The log of how many whole numbers each point stands for."""
    between = (hidden[1:] + hidden[:-1]) / 2
    return np.log(np.diff(np.concatenate([[-0.5], between, [hidden[-1] + 0.5]])))


def _worth_keeping(weights: "_Weights", factors: NDArray[np.int8], last: int) -> NDArray[np.intp]:
    """All but the least likely graphs that together share less than `NEGLIGIBLE` of the posterior."""
    probe = _grid(last, 500)
    _by_number, shares = _sums(weights, factors, probe, _log_widths(probe))
    rising = np.argsort(shares)
    return np.sort(rising[np.cumsum(np.exp(shares[rising] - logsumexp(shares))) >= NEGLIGIBLE])


def _sums(
    weights: "_Weights", factors: NDArray[np.int8], hidden: NDArray[np.int64], widths: Floats
) -> tuple[Floats, Floats]:
    """The log weights summed over graphs, shape (points,), and over hidden numbers, shape (graphs,)."""
    step = max(1, CELLS // len(factors))
    by_number, by_graph = [], np.full(len(factors), -np.inf)
    for start in range(0, len(hidden), step):
        logs = weights(factors, hidden[start : start + step]) + widths[start : start + step]
        highest = logs.max()
        shares = np.exp(logs - highest)
        with np.errstate(divide="ignore"):  # what is nothing beside the highest is nothing
            by_number.append(np.log(shares.sum(axis=0)) + highest)
            by_graph = np.logaddexp(by_graph, np.log(shares.sum(axis=1)) + highest)
    return np.concatenate(by_number), by_graph


class _Weights:
    """The log of likelihood times prior for graphs and hidden numbers, up to a constant."""

    def __init__(self, table: OverlapTable, delta: float, prior: Prior) -> None:
        self.observed, self.prior, self.cells = table.observed, prior, delta * 2**table.size
        full = np.concatenate([[0], table.counts])
        subsets, patterns = range(2**table.size), np.arange(2**table.size)
        # Of a subset's marginal table only the cell "on none of them" depends on the hidden number.
        self.start, self.fixed = np.zeros((2, 2**table.size))
        for subset in subsets:
            marginal = np.bincount(patterns & subset, weights=full, minlength=2**table.size)
            inner = [cell for cell in subsets if cell and not cell & ~subset]
            alpha = delta * 2 ** (table.size - subset.bit_count())
            self.start[subset] = alpha + marginal[0]
            self.fixed[subset] = np.sum(gammaln(alpha + marginal[inner])) - (len(inner) + 1) * gammaln(alpha)

    def __call__(self, factors: NDArray[np.int8], hidden: NDArray[np.int64]) -> Floats:
        """Shape (graphs, hidden numbers)."""
        size = hidden + float(self.observed)
        curves = self.fixed[:, None] + gammaln(self.start[:, None] + hidden)
        curves -= gammaln(self.cells + size) - gammaln(self.cells)
        curves[0] = 0.0  # nothing to explain
        logs = times(factors.astype(float), curves)
        logs += gammaln(size + 1) - gammaln(hidden + 1.0)
        return logs - np.log(size) if self.prior == "one_over_n" else logs


@dataclass(frozen=True, slots=True)
class AtCap:
    """The answer when no more than `most` times the observed persons are held possible."""

    most: float
    estimate: float
    interval: Intervals

    def as_dict(self) -> dict[str, Any]:
        return {"most": self.most, "estimate": self.estimate, "interval": as_lists(self.interval)}


@dataclass(frozen=True, slots=True, eq=False)
class GraphAverage(Answer):
    """Median and intervals of the posterior averaged over all decomposable graphs.

    caps: the same at half and at twice the cap. uniform: the median had every size of the population been held equally
    likely. edges: the chance that a pair of lists depends directly. best_graph: the chance of the likeliest graph.
    """

    method: ClassVar[str] = "decomposable"
    most: float
    delta: float
    caps: tuple[AtCap, ...]
    uniform: float
    edges: dict[str, float]
    graphs: int
    best_graph: float

    def details(self) -> dict[str, Any]:
        return {
            "most": self.most, "delta": self.delta, "caps": [row.as_dict() for row in self.caps],
            "median_under_uniform_prior": self.uniform, "edges": self.edges, "graphs": self.graphs,
            "best_graph": self.best_graph,
        }  # fmt: skip

    def told(self) -> Iterator[tuple[str, str]]:
        for row in self.caps:
            low, high = row.interval[95]
            yield f"Up to {row.most:g} times the observed", f"{row.estimate:>12,.0f}  {low:,.0f} to {high:,.0f}"
        yield "Median under a uniform prior", f"{self.uniform:>12,.0f}"
        likely = [f"{pair} ({chance:.0%})" for pair, chance in self.edges.items() if chance >= LIKELY]
        yield "Pairs that depend directly", ", ".join(likely) or "none that is likely"
        yield "Graphs averaged over", f"{self.graphs:,}, the likeliest with {self.best_graph:.0%}"


def average_over_graphs(table: OverlapTable, most: float = MOST, delta: float | None = None) -> GraphAverage:
    """How many persons there are, averaged over decomposable graphs; exact, without simulation.

    most: the cap, times the observed persons. delta: prior persons in each cell, 1/2**k by default.
    Raises BadTable as `posterior` does.
    """
    began = time.perf_counter()
    found, wider = (posterior(table, most=cap, delta=delta) for cap in (most, 2 * most))
    caps = (
        _at_cap(table, found.below(int((most / 2 - 1) * table.observed)), most / 2),
        _at_cap(table, found, most), _at_cap(table, wider, 2 * most),
    )  # fmt: skip
    uniform = table.observed + found.reweighted(table.observed + found.hidden).quantile(0.5)[0]
    pairs = names_of(table, combinations(range(table.size), 2))
    edges = dict(zip(pairs, found.edge_chances().tolist(), strict=True))
    reasons = (
        *doubts.of_table(table), *doubts.of_width(caps[1].interval), *_of_hills(table, found), *_doubts(caps, uniform),
    )  # fmt: skip
    return GraphAverage(
        table.lists, table.observed, caps[1].estimate, caps[1].interval, reasons, time.perf_counter() - began, most,
        delta or 2.0**-table.size, caps, uniform, edges, len(found.graphs), float(found.graphs.max()),
    )  # fmt: skip


def _at_cap(table: OverlapTable, found: Posterior, most: float) -> AtCap:
    interval = {level: _range(table, found, ends) for level, ends in TAILS.items()}
    return AtCap(most, float(table.observed + found.quantile(0.5)[0]), interval)


def _range(table: OverlapTable, found: Posterior, ends: tuple[float, float]) -> tuple[float, float]:
    low, high = found.quantile(*ends)
    return float(table.observed + low), float(table.observed + high)


def _of_hills(table: OverlapTable, found: Posterior) -> Iterator[Doubt]:
    """Whether the interval would span a valley between hills that say different things."""
    told = [
        f"{table.observed + found.hidden[hill.first]:,} to {table.observed + found.hidden[hill.last]:,} "
        f"({hill.chance:.0%})"
        for hill in hills(found.chances, np.exp(_log_widths(found.hidden)))
    ]
    if len(told) > 1:
        yield Doubt(
            "two_hills",
            f"The models point at different numbers, {' or '.join(told)}, and at hardly any in between: an interval "
            "over all of them describes none.",
            "More persons on several lists, so that the data choose between the models; or knowledge from elsewhere "
            "of which lists depend on one another.",
            refuses=True,
        )


def _doubts(caps: tuple[AtCap, ...], uniform: float) -> Iterator[Doubt]:
    half, at, twice = caps
    if _moved(at, twice) > STEADY:
        yield Doubt(
            "cap_decides",
            f"The answer hangs on how many are held possible: with at most {at.most:g} times the observed the 95 % "
            f"interval ends at {at.interval[95][1]:,.0f}, with {twice.most:g} times at {twice.interval[95][1]:,.0f}.",
            "More persons on several lists. Where experts can name a highest possible number, say who and why.",
            refuses=True,
        )
    elif _moved(half, at) > STEADY:
        yield Doubt(
            "cap_matters",
            f"Had no more than {half.most:g} times the observed been held possible, the estimate would be "
            f"{half.estimate:,.0f} and the 95 % interval would end at {half.interval[95][1]:,.0f}.",
            "Say which highest number was held possible, and give the answer under both.",
        )
    if abs(uniform / at.estimate - 1) > STEADY:
        yield Doubt(
            "prior_matters",
            f"Had every size of the population been held equally likely, the median would be {uniform:,.0f}.",
            "Give both.",
        )


def _moved(lower: AtCap, higher: AtCap) -> float:
    """By what share the estimate or the upper limit rises when the cap is raised."""
    return max(higher.interval[95][1] / lower.interval[95][1], higher.estimate / lower.estimate) - 1
