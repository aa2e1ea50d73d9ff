"""Poisson log-linear models of overlap tables, fitted to many tables at once.

The mean of pattern w is exp(sum of the parameters of all terms within w): a constant, whose exponential is the
hidden number, one main effect for each list, and interactions of pairs of lists (Chan, Silverman and Vincent 2021,
section 2). A term whose margin is zero (nobody is on both lists of the pair) has its maximum at minus infinity: the
patterns with that term then have mean zero and leave the fit, and the other parameters are fitted to the rest
(section 3 there). Newton's method runs on all tables in step, each dropping out when it has converged.
"""

from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Pairs = tuple[tuple[int, int], ...]

MOST_ITERATIONS = 100
# The Newton decrement before the last step is taken; after it the error is of this order (quadratic convergence).
CLOSE = 1e-10
SMALL_PRODUCT = 2**18  # multiplications that OpenBLAS still does in one thread
HIGHEST = 700.0  # exp of more overflows


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms that models of k lists may have: the constant, k main effects, then the pairs in lexical order.

    design: shape (2**k - 1, terms), 1 where a pattern has the term.
    supersets: shape (2**k - 1, subsets), the same for every subset of up to four lists (the terms come first): the
        products of two columns of the design are columns of these.
    products: shape (terms + 1, terms + 1), which column; the last term stands for "none", the last subset for zero.
    """

    size: int
    pairs: Pairs
    design: Floats
    supersets: Floats
    products: NDArray[np.intp]
    singles: NDArray[np.intp]  # indices of the patterns with one list, shape (k,)
    doubles: NDArray[np.intp]  # indices of the patterns with exactly two, shape (pairs,)

    @property
    def count(self) -> int:
        return 1 + self.size + len(self.pairs)

    def with_pairs(self, pairs: Pairs) -> Bools:
        """Which terms a model with these pairs has (columns, the lower first); shape (terms,)."""
        return np.array([True] * (1 + self.size) + [pair in pairs for pair in self.pairs])


@cache
def terms_of(size: int) -> Terms:
    """The terms of models of `size` lists."""
    subsets = [subset for length in range(5) for subset in combinations(range(size), length)]
    masks = np.array([sum(1 << column for column in subset) for subset in subsets])
    patterns = np.arange(1, 2**size)
    supersets = ((patterns[:, None] & masks) == masks).astype(np.float64)
    pairs = tuple(combinations(range(size), 2))
    count = 1 + size + len(pairs)
    place = {int(mask): column for column, mask in enumerate(masks)}
    products = np.full((count + 1, count + 1), len(subsets), dtype=np.intp)
    products[:count, :count] = np.vectorize(place.__getitem__)(masks[:count, None] | masks[:count])
    return Terms(
        size, pairs, supersets[:, :count].copy(), supersets, products,
        (1 << np.arange(size)) - 1, np.array([(1 << one) + (1 << other) - 1 for one, other in pairs], dtype=np.intp),
    )  # fmt: skip


@dataclass(slots=True)
class Stack:
    """Many tables of the same lists, each with a model and its parameters. One row a table.

    counts: (tables, patterns), persons. margins: (tables, terms), persons with each term, the sufficient statistics.
    chosen: (tables, terms), which terms the model has. values: (tables, terms), parameters, 0 where not in the model
    or minus infinity. means: (tables, patterns). finite: whether the maximum exists and was reached.
    """

    terms: Terms
    counts: Floats
    margins: Floats
    chosen: Bools
    values: Floats
    means: Floats
    finite: Bools

    @property
    def live(self) -> Bools:
        """Terms of the model whose parameter is finite."""
        return self.chosen & (self.margins > 0)

    @property
    def kept(self) -> Bools:
        """Patterns that no term at minus infinity has emptied."""
        return kept_patterns(self.terms, self.chosen, self.margins)

    @property
    def hidden(self) -> Floats:
        """Estimated persons on no list; infinity where there is no finite estimate."""
        with np.errstate(over="ignore"):
            return np.where(self.finite, np.exp(self.values[:, 0]), np.inf)


def kept_patterns(terms: Terms, chosen: Bools, margins: Floats) -> Bools:
    dead = chosen & (margins == 0)
    if not dead.any():
        return np.ones((len(chosen), len(terms.design)), dtype=bool)
    return times(dead.astype(np.float64), terms.design.T) == 0


def stack_of(size: int, counts: NDArray) -> Stack:
    """Tables given as counts, shape (tables, 2**size - 1), with the model of main effects, not yet fitted."""
    terms, counts = terms_of(size), np.asarray(counts, dtype=np.float64)
    chosen = np.zeros((len(counts), terms.count), dtype=bool)
    chosen[:, : size + 1] = True
    margins = times(counts, terms.design)
    return Stack(
        terms, counts, margins, chosen, _first_values(terms, margins), np.zeros_like(counts),
        np.ones(len(counts), dtype=bool),
    )  # fmt: skip


def _first_values(terms: Terms, margins: Floats) -> Floats:
    """Where Newton starts: as many hidden as seen, and each list's odds in that population."""
    seen, each = margins[:, :1], margins[:, 1 : terms.size + 1]
    values = np.zeros_like(margins)
    odds = np.where(each > 0, each / np.maximum(2 * seen - each, 1), 1.0)
    values[:, 1 : terms.size + 1] = np.log(odds)
    values[:, 0] = np.log(np.maximum(seen[:, 0], 1.0))
    return values


def fit(stack: Stack, rows: NDArray[np.intp]) -> None:
    """Fit these rows' models from where their values stand; sets values, means and finite in place.

    The maximum must exist (see existence.py): where it does not, or is not reached, `finite` becomes False.
    """
    if not len(rows):
        return
    with np.errstate(over="ignore", invalid="ignore"):  # a step too far is seen by the likelihood, and halved
        values, means, reached = _newton(
            stack.terms, stack.margins[rows], stack.live[rows], stack.kept[rows], stack.values[rows]
        )
    stack.values[rows], stack.means[rows], stack.finite[rows] = values, means, reached


def _newton(terms: Terms, margins: Floats, live: Bools, kept: Bools, start: Floats) -> tuple[Floats, Floats, Bools]:
    """Newton's method on the log-likelihood, halving a step that lowers it."""
    count = len(margins)
    values, step = np.where(live, start, 0.0), np.zeros_like(start)
    best, means = np.full(count, -np.inf), np.zeros(kept.shape)
    reached, rows = np.zeros(count, dtype=bool), np.arange(count)
    columns, places = _places(terms, live)
    for _iteration in range(MOST_ITERATIONS):
        trial = values[rows] + step[rows]
        mean = _means(terms, trial, kept[rows])
        moments = times(mean, terms.supersets)
        gained = (margins[rows] * trial).sum(axis=1) - moments[:, 0]
        rose = gained >= best[rows] - 1e-9 * np.abs(best[rows])
        step[rows[~rose]] /= 2
        rows, mean, moments = rows[rose], mean[rose], moments[rose]
        values[rows], means[rows], best[rows] = trial[rose], mean, gained[rose]
        score = (margins[rows] - moments[:, : terms.count]) * live[rows]
        move = _solved(moments, score, columns[rows], places[rows])
        step[rows] = move
        near = (score * move).sum(axis=1) < CLOSE
        reached[rows[near]] = True
        values[rows[near]] += move[near]
        rows = np.flatnonzero(~reached)
        if not len(rows):
            break
    means[reached] = _means(terms, values[reached], kept[reached])
    return values, means, reached


def _means(terms: Terms, values: Floats, kept: Bools) -> Floats:
    return np.exp(np.minimum(times(values, terms.design.T), HIGHEST)) * kept


def times(left: Floats, right: Floats) -> Floats:
    """The matrix product, in slices so small that BLAS starts no threads for them.

    They gain little on products of this size, and where other work keeps the cores busy they wait for one another: a
    bootstrap then takes ten times as long.
    """
    depth = min(len(right), max(1, SMALL_PRODUCT // (16 * right.shape[1])))
    rows = max(1, SMALL_PRODUCT // (depth * right.shape[1]))
    product = np.zeros((len(left), right.shape[1]))
    for row in range(0, len(left), rows):
        for at in range(0, len(right), depth):
            product[row : row + rows] += left[row : row + rows, at : at + depth] @ right[at : at + depth]
    return product


def _places(terms: Terms, live: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The live terms of each row, padded with "none", and where their information stands among the moments."""
    most = int(live.sum(axis=1).max())
    columns = np.argsort(~live, axis=1, kind="stable")[:, :most]
    columns = np.where(np.take_along_axis(live, columns, axis=1), columns, terms.count)
    return columns, terms.products[columns[:, :, None], columns[:, None, :]]


def _solved(moments: Floats, score: Floats, columns: NDArray[np.intp], places: NDArray[np.intp]) -> Floats:
    """The Newton step of each row, shape (rows, terms): the information of the live terms, solved for the score."""
    nothing = np.zeros((len(moments), 1))
    wide = np.concatenate([score, nothing], axis=1)
    information = _information(np.concatenate([moments, nothing], axis=1), columns == score.shape[1], places)
    move = np.linalg.solve(information, np.take_along_axis(wide, columns, axis=1)[..., None])[..., 0]
    np.put_along_axis(wide, columns, move, axis=1)
    return wide[:, :-1]


def _information(moments: Floats, padding: Bools, places: NDArray[np.intp]) -> Floats:
    """The information matrices, shape (rows, live, live), with ones on the diagonal where there is padding."""
    information = moments[np.arange(len(moments))[:, None, None], places]
    diagonal = np.arange(padding.shape[1])
    # A trace more than the information: an exactly singular matrix would stop the whole stack.
    information[:, diagonal, diagonal] *= 1 + 1e-12
    information[:, diagonal, diagonal] += np.where(padding, 1.0, 1e-300)
    return information


@dataclass(frozen=True, slots=True)
class Fit:
    """One model fitted to one table."""

    pairs: Pairs
    hidden: float  # persons on no list
    log_variance: float  # of log(hidden), from the information matrix
    deviance: float
    freedom: int  # patterns kept less finite parameters
    values: dict[tuple[int, ...], float]  # parameter by term: (), (list,), (list, list); minus infinity possible


def fits(stack: Stack) -> list[Fit]:
    """What was fitted, table by table, with the variance of the log of the hidden number and the deviance."""
    columns, places = _places(stack.terms, stack.live)
    moments = np.concatenate([stack.means @ stack.terms.supersets, np.zeros((len(columns), 1))], axis=1)
    information = _information(moments, columns == stack.terms.count, places)
    variances = np.linalg.inv(information)[:, 0, 0]
    freedom = stack.kept.sum(axis=1) - stack.live.sum(axis=1)
    return [
        Fit(
            pairs_of(stack, row), float(hidden), float(variance) if finite else np.inf, float(deviance), int(free),
            _named(stack, row),
        )
        for row, (hidden, variance, finite, deviance, free) in enumerate(
            zip(stack.hidden, variances, stack.finite, deviances(stack), freedom, strict=True)
        )
    ]  # fmt: skip


def pairs_of(stack: Stack, row: int) -> Pairs:
    """The pairs whose interaction the row's model has."""
    return tuple(
        pair for pair, has in zip(stack.terms.pairs, stack.chosen[row, 1 + stack.terms.size :], strict=True) if has
    )


def deviances(stack: Stack) -> Floats:
    """Twice the log-likelihood lost against a model that fits every pattern, shape (tables,)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(stack.counts > 0, stack.counts * np.log(stack.counts / stack.means), 0.0)
    return 2 * (logs - stack.counts + stack.means).sum(axis=1)


def _named(stack: Stack, row: int) -> dict[tuple[int, ...], float]:
    names = [(), *((column,) for column in range(stack.terms.size)), *stack.terms.pairs]
    values = np.where(stack.live[row], stack.values[row], -np.inf)
    return {name: float(values[term]) for term, name in enumerate(names) if stack.chosen[row, term]}
