"""Forward selection of the interactions, on many tables in step (Chan, Silverman and Vincent 2021, section 4).

From main effects alone, the pair is added whose overlap the current model predicts worst: smallest one-sided Poisson
tail of the observed overlap, in whichever direction, among the pairs whose model exists and is identifiable; until
no tail is below the threshold.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.existence import Judge
from varsel.analysis.estimation.fitting import Bools, Stack, fit, stack_of, times
from varsel.analysis.estimation.tails import log_tails

# Of pairs that are predicted equally badly the first is taken. Fits end within rounding of one another, so that
# equal tails differ in their last digits, by which tables are fitted beside them.
TIED = 1e-8


@dataclass(frozen=True, slots=True)
class Step:
    """A pair that was added, as its index among the terms' pairs, and the logarithm of its tail probability."""

    pair: int
    log_tail: float


@dataclass(frozen=True, slots=True)
class Selection:
    """The fitted stack after selection.

    steps: of each table, in the order they were taken. passed_over: of each table, pairs (indices) that its last
    model calls for, but whose model has no estimate or not only one.
    """

    stack: Stack
    steps: list[list[Step]]
    passed_over: list[list[int]]


def select(size: int, counts: NDArray, threshold: float, judge: Judge | None = None) -> Selection:
    """Select and fit on every table of `counts`, shape (tables, 2**size - 1).

    Tables whose main effects have no finite estimate stay without one (`stack.finite` is False).
    """
    stack = stack_of(size, counts)
    judge = judge or Judge(stack.terms)
    positive = stack.counts > 0
    stack.finite[:] = judge.exist(positive, stack.chosen, stack.margins)
    rows = np.flatnonzero(stack.finite)
    fit(stack, rows)
    selection = Selection(stack, [[] for _row in stack.counts], [[] for _row in stack.counts])
    with np.errstate(divide="ignore"):
        limit = np.log(threshold)
    while len(rows := rows[stack.finite[rows]]):
        rows = _added(selection, rows, positive, judge, float(limit))
        fit(stack, rows)
    return selection


def _added(
    selection: Selection, rows: NDArray[np.intp], positive: Bools, judge: Judge, limit: float
) -> NDArray[np.intp]:
    """Add to each row's model the pair that is predicted worst; the rows that found one."""
    stack, first = selection.stack, 1 + selection.stack.terms.size
    expected = times(stack.means[rows], stack.terms.design[:, first:])
    tails = log_tails(stack.margins[rows, first:], expected, limit)
    tails[stack.chosen[rows, first:]] = np.inf
    found, asking = [], np.arange(len(rows))
    while len(asking):
        lowest = tails[asking].min(axis=1)
        pairs = (tails[asking] <= (lowest + TIED)[:, None]).argmax(axis=1)
        asking, pairs = asking[lowest < limit], pairs[lowest < limit]
        candidates = stack.chosen[rows[asking]]
        candidates[np.arange(len(asking)), first + pairs] = True
        good = judge.exist(positive[rows[asking]], candidates, stack.margins[rows[asking]])
        for place, pair in zip(asking[good], pairs[good], strict=True):
            _add(selection, int(rows[place]), int(pair), float(tails[place, pair]), float(expected[place, pair]))
        for place, pair in zip(asking[~good], pairs[~good], strict=True):
            selection.passed_over[rows[place]].append(int(pair))
        found.append(rows[asking[good]])
        tails[asking, pairs] = np.inf
        asking = asking[~good]
    return np.sort(np.concatenate(found)) if found else rows[:0]


def _add(selection: Selection, row: int, pair: int, log_tail: float, expected: float) -> None:
    stack, term = selection.stack, 1 + selection.stack.terms.size + pair
    stack.chosen[row, term] = True
    if stack.margins[row, term]:  # start where the new margin is met, or Newton overshoots
        stack.values[row, term] = np.log(stack.margins[row, term] / expected)
    selection.steps[row].append(Step(pair, log_tail))
    selection.passed_over[row].clear()
