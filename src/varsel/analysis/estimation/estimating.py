"""The whole road from an overlap table to an estimate with its doubts."""

import math
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as File

from varsel.analysis.estimation import doubts, intervals
from varsel.analysis.estimation.bootstrap import Progress, jackknife, replicate
from varsel.analysis.estimation.existence import Verdict
from varsel.analysis.estimation.fitting import terms_of
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import AtThreshold, Bootstrap, Doubt, Estimate, Model, Step
from varsel.analysis.estimation.sweep import THRESHOLDS, Path, WithoutList, passed_over, path, taken, without_each
from varsel.analysis.estimation.tables import OverlapTable, checked

HIGHEST_THRESHOLD = 0.5  # beyond it even a pair that is met better than chance would be added
MOST_REPLICATES = 100_000


def estimate(
    table: OverlapTable,
    threshold: float = 0.02,
    bootstrap: int = 1_000,
    seed: int = 1,
    progress: Progress | None = None,
    resume: File | None = None,
) -> Estimate:
    """How many persons there are, seen and hidden, with intervals and doubts.

    threshold: of the forward selection, from 0 (no interactions) to 0.5. bootstrap: replicates, 0 for none. The same
    table and seed give the same answer, in whatever order its lists and rows stand. progress: called with the
    replicates done and in all. resume: a file that keeps the replicates, so that a stopped run goes on from there.

    Raises BadTable for a table that cannot be estimated from and for options out of bounds. A refusal for what the
    estimate shows is no error but a result: `publishable` is False and `doubts` says why.
    Source: Chan, Silverman and Vincent (2021), Multiple systems estimation for sparse capture data.
    """  # fmt: skip
    began = time.perf_counter()
    _check(threshold, bootstrap, seed)
    # In alphabetical order a tie, the draws and the last digits do not hang on how the columns stand.
    ordered = checked(table).keep(sorted(table.lists))
    found = path(ordered, sorted({*THRESHOLDS, threshold}))
    without = sorted(without_each(ordered, threshold), key=lambda row: table.lists.index(row.left_out))
    if found is None:
        refusals = [*doubts.of_table(table), doubts.without_model()]
        return _answer(table, threshold, seed, without, refusals, began)
    printed = _Printed(table, ordered, found)
    model = printed.model(threshold, intervals.acceleration(*jackknife(ordered, threshold)))
    whole = table.observed + model.hidden
    replicates = None
    if bootstrap:
        drawn = replicate(ordered, threshold, bootstrap, seed, progress, resume)
        limits = intervals.bca(whole, drawn, model.acceleration)
        replicates = Bootstrap(drawn, intervals.bias_correction(whole, drawn), limits)
    sweep = [printed.at(limit) for limit in THRESHOLDS]
    found_doubts = [
        *_doubts(table, model, replicates, sweep, without),
        *doubts.of_passed_over(printed.by_name(passed_over(ordered, threshold))),
    ]
    return _answer(table, threshold, seed, without, found_doubts, began, model, replicates, sweep)


def _check(threshold: float, bootstrap: int, seed: int) -> None:
    if not 0 <= threshold <= HIGHEST_THRESHOLD:
        raise BadTable("threshold", "the threshold", f"It lies between 0 and {HIGHEST_THRESHOLD}; 0.02 is usual.")
    if not 0 <= bootstrap <= MOST_REPLICATES:
        raise BadTable("bootstrap", "the bootstrap", f"From 0 to {MOST_REPLICATES:,} replicates; 1,000 are usual.")
    if seed < 0:
        raise BadTable("seed", "the seed", "It is a whole number that is not negative.")


def _answer(
    table: OverlapTable, threshold: float, seed: int, without: Iterable[WithoutList], found: Iterable[Doubt],
    began: float, model: Model | None = None, replicates: Bootstrap | None = None, sweep: Iterable[AtThreshold] = (),
) -> Estimate:  # fmt: skip
    return Estimate(
        table.lists, table.observed, threshold, seed, model, replicates, tuple(sweep), tuple(without), tuple(found),
        doubts.CRITICISM, time.perf_counter() - began,
    )  # fmt: skip


def _doubts(
    table: OverlapTable, model: Model, replicates: Bootstrap | None, sweep: list[AtThreshold],
    without: list[WithoutList],
) -> Iterator[Doubt]:  # fmt: skip
    interval = replicates.interval_bca if replicates else model.interval_normal
    yield from doubts.of_table(table)
    yield from doubts.of_bootstrap(table.observed + model.hidden, replicates)
    yield from doubts.of_width(interval)
    yield from doubts.of_model(model, sweep)
    yield from doubts.of_lists(interval, without)


@dataclass(frozen=True, slots=True)
class _Printed:
    """What was found on the ordered table, in the names and the order of the table that was given."""

    table: OverlapTable
    ordered: OverlapTable
    found: Path

    def model(self, threshold: float, acceleration: float) -> Model:
        fit, row = self.found.at[threshold], self.at(threshold)
        return Model(
            fit.hidden, row.interval_normal, row.terms, row.never_met,
            {self._name(pair): fit.values[pair] for pair in self._pairs(threshold)},
            tuple(Step(self._name(pair), math.exp(tail)) for pair, tail in self._steps(threshold)),
            fit.deviance, fit.freedom, acceleration,
        )  # fmt: skip

    def at(self, threshold: float) -> AtThreshold:
        fit = self.found.at[threshold]
        return AtThreshold(
            threshold, self.table.observed + fit.hidden,
            intervals.normal(self.table.observed, fit.hidden, fit.log_variance),
            tuple(self._name(pair) for pair in self._pairs(threshold) if math.isfinite(fit.values[pair])),
            tuple(self._name(pair) for pair in self._pairs(threshold) if math.isinf(fit.values[pair])),
            fit.deviance,
        )  # fmt: skip

    def by_name(self, found: Mapping[tuple[int, int], Verdict]) -> dict[str, Verdict]:
        return {self._name(pair): verdict for pair, verdict in found.items()}

    def _steps(self, threshold: float) -> list[tuple[tuple[int, int], float]]:
        steps = self.found.steps[: taken(self.found.steps, threshold)]
        return [(self._all()[step.pair], step.log_tail) for step in steps]

    def _pairs(self, threshold: float) -> list[tuple[int, int]]:
        """In the order they were chosen."""
        return [pair for pair, _tail in self._steps(threshold)]

    def _all(self) -> tuple[tuple[int, int], ...]:
        return terms_of(self.table.size).pairs

    def _name(self, pair: tuple[int, int]) -> str:
        return ":".join(sorted((self.ordered.lists[column] for column in pair), key=self.table.lists.index))
