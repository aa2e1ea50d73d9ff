"""How much the answer hangs on choices: the threshold of the selection, and each single list."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from varsel.analysis.estimation.existence import Judge, Verdict
from varsel.analysis.estimation.fitting import Fit, Pairs, fit, fits, stack_of
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.stepwise import Step, select
from varsel.analysis.estimation.tables import OverlapTable, checked

THRESHOLDS = (0.0, 0.001, 0.005, 0.02, 0.05)  # those of Chan, Silverman and Vincent (2021)


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of the selection, and the model where each threshold stops it."""

    steps: tuple[Step, ...]
    at: dict[float, Fit]


def path(table: OverlapTable, thresholds: Sequence[float]) -> Path | None:
    """The selection at each threshold: one path serves all, a lower threshold stops earlier on it.

    None where not even the main effects have a finite estimate.
    """
    selection = select(table.size, table.counts[None, :], max(thresholds))
    if not selection.stack.finite[0]:
        return None
    steps = tuple(selection.steps[0])
    lengths = {threshold: taken(steps, threshold) for threshold in thresholds}
    pairs = [selection.stack.terms.pairs[step.pair] for step in steps]
    fitted = _fitted(table, [tuple(sorted(pairs[:length])) for length in sorted(set(lengths.values()))])
    by_length = dict(zip(sorted(set(lengths.values())), fitted, strict=True))
    return Path(steps, {threshold: by_length[length] for threshold, length in lengths.items()})


def passed_over(table: OverlapTable, threshold: float) -> dict[tuple[int, int], Verdict]:
    """Pairs that the model chosen at the threshold calls for, with the reason why it goes without them."""
    selection = select(table.size, table.counts[None, :], threshold)
    stack, found = selection.stack, {}
    for pair in selection.passed_over[0]:
        chosen = stack.chosen[0].copy()
        chosen[1 + table.size + pair] = True
        found[stack.terms.pairs[pair]] = Judge(stack.terms).verdict(stack.counts[0] > 0, chosen, stack.margins[0])
    return found


def taken(steps: Sequence[Step], threshold: float) -> int:
    """How many steps are taken before the first that is not below the threshold."""
    limit = math.log(threshold) if threshold else -math.inf
    return next((number for number, step in enumerate(steps) if step.log_tail >= limit), len(steps))


def _fitted(table: OverlapTable, models: list[Pairs]) -> list[Fit]:
    stack = stack_of(table.size, np.repeat(table.counts[None, :], len(models), axis=0))
    stack.chosen[:] = [stack.terms.with_pairs(pairs) for pairs in models]
    fit(stack, np.arange(len(models)))
    return fits(stack)


@dataclass(frozen=True, slots=True)
class WithoutList:
    """The answer when one list is left out; `estimate` is None with the `reason`'s code where there is none."""

    left_out: str
    observed: int
    estimate: float | None
    reason: str = ""


def without_each(table: OverlapTable, threshold: float) -> list[WithoutList]:
    """The estimate without each of the lists in turn, selection repeated."""
    reduced = {name: table.without(name) for name in table.lists if table.size > 1}
    refused = {name: _refusal(left) for name, left in reduced.items()}
    good = [name for name, reason in refused.items() if not reason]
    hidden = {}
    if good:
        stack = select(table.size - 1, np.array([reduced[name].counts for name in good]), threshold).stack
        hidden = dict(zip(good, stack.hidden, strict=True))
    return [_without(name, reduced[name], hidden.get(name), refused[name]) for name in reduced]


def _without(name: str, reduced: OverlapTable, hidden: float | None, reason: str) -> WithoutList:
    if hidden is None or not np.isfinite(hidden):
        return WithoutList(name, reduced.observed, None, reason or "no_finite_estimate")
    return WithoutList(name, reduced.observed, reduced.observed + float(hidden))


def _refusal(table: OverlapTable) -> str:
    try:
        checked(table)
    except BadTable as refused:
        return refused.code
    return ""
