"""The doubts about an estimate, each in a plain sentence with what would be needed; and the field's criticism.

Bounds without a source are this project's own, on the side of not publishing.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from varsel.analysis.estimation.existence import Verdict
from varsel.analysis.estimation.intervals import Interval
from varsel.analysis.estimation.results import AtThreshold, Bootstrap, Criticism, Doubt, Intervals, Model
from varsel.analysis.estimation.sweep import WithoutList
from varsel.analysis.estimation.tables import OverlapTable
from varsel.analysis.estimation.tails import chi_squared_tail

FEWEST_PERSONS = 100
FEWEST_IN_OVERLAPS = 10
FAR = 0.3  # bootstrap median against the estimate
MANY_FAILED = 0.05  # share of the replicates
FEW_REPLICATES = 1_000  # what the limits of a BCa interval ask for (Efron and Tibshirani 1993, section 14.3)
WIDE, USELESS = 2.5, 10.0  # the upper limit by the lower one
MOVES = 1.3  # the largest estimate of the sweep by the smallest
POOR_FIT = 0.001  # tail of the deviance

CRITICISM = (
    Criticism(
        "coverage",
        "Asked for a number that is known (the persons on one list, judged from the other lists), intervals meant to "
        "hold it 95 times in 100 held it 60 to 90 times, depending on the method.",
        "Binette and Steorts (2022), On the reliability of multiple systems estimation for the quantification of "
        "modern slavery, Journal of the Royal Statistical Society A 185(2).",
    ),
    Criticism(
        "unsuited",
        "Some statisticians hold that the method should not be used for trafficking at all, because what it assumes "
        "is not so: lists refer persons to one another, and some persons can never come on any list.",
        "Whitehead, Jackson, Balch and Francis (2019), On the unreliability of multiple systems estimation for "
        "estimating the number of potential victims of modern slavery in the UK, Journal of Human Trafficking.",
    ),
    Criticism(
        "model_choice",
        "Where few persons are on several lists, the answer hangs on which interactions the model has, and intervals "
        "that do not repeat that choice are too narrow.",
        "Chan, Silverman and Vincent (2021), Multiple systems estimation for sparse capture data, Journal of the "
        "American Statistical Association 116(535).",
    ),
    Criticism(
        "assumptions",
        "It is assumed that the population does not change in the period, that the same person is recognised in every "
        "list, and that the hidden would behave as the seen do.",
        "Bird and King (2018), Multiple systems estimation (or capture-recapture estimation) to inform public policy, "
        "Annual Review of Statistics and Its Application 5.",
    ),
)


def of_table(table: OverlapTable) -> Iterator[Doubt]:
    """What the table alone gives cause for."""
    if table.observed < FEWEST_PERSONS:
        yield Doubt(
            "too_few_persons",
            f"Only {table.observed} persons are on the lists: too few for an estimate that means anything.",
            f"At least {FEWEST_PERSONS} persons: pool several years, or do not estimate.",
            refuses=True,
        )
    if (several := int(table.counts[table.patterns.sum(axis=1) > 1].sum())) < FEWEST_IN_OVERLAPS:
        yield Doubt(
            "too_few_in_overlaps",
            f"Only {several} persons are on more than one list, and they carry the whole answer.",
            f"At least {FEWEST_IN_OVERLAPS} persons on two or more lists: pool several years, or add a list.",
            refuses=True,
        )
    if table.size == 2:
        yield Doubt(
            "two_lists",
            "With two lists nothing in the data can show whether one list leads to the other or keeps persons from it.",
            "A third list that comes about in another way.",
        )


def without_model() -> Doubt:
    """Not even the simplest model has an estimate. (It is always identifiable: every list has persons.)"""
    return Doubt(
        "no_finite_estimate",
        "No number fits best: the patterns that nobody has let it run away, without bound or to nothing.",
        "A list whose persons are not all on another list, and overlap between more pairs of lists.",
        refuses=True,
    )


def of_passed_over(found: Mapping[str, Verdict]) -> Iterator[Doubt]:
    """Interactions that the table calls for, but whose model has no estimate, by name."""
    untold = [name for name, verdict in found.items() if verdict is Verdict.NOT_IDENTIFIABLE]
    if untold:
        yield Doubt(
            "not_identifiable",
            f"The table calls for the interaction {' and '.join(untold)}, but with it many hidden numbers fit equally "
            "well: the data cannot tell.",
            "Overlap between more pairs of lists, or another list.",
            refuses=True,
        )
    if runaway := [name for name in found if name not in untold]:
        yield Doubt(
            "interaction_passed_over",
            f"The table calls for the interaction {' and '.join(runaway)}, but with it no finite number fits best, so "
            "the model goes without.",
            "More persons on several lists.",
        )


def of_model(model: Model, sweep: Sequence[AtThreshold]) -> Iterator[Doubt]:
    """What the chosen model and its neighbours give cause for."""
    if model.never_met:
        yield Doubt(
            "never_met",
            f"No person is on both lists of {', '.join(model.never_met)}, fewer than expected: the model takes it that "
            "nobody ever could be.",
            "Somebody who knows the lists should say whether the two can share persons at all.",
        )
    if chi_squared_tail(model.deviance, model.freedom) < POOR_FIT:
        yield Doubt(
            "poor_fit",
            f"The model does not fit the table (deviance {model.deviance:.1f} on {model.freedom} degrees of freedom).",
            "A look at the patterns that are far off, and at lists that are several lists in one.",
        )
    estimates = [row.estimate for row in sweep]
    if max(estimates) > MOVES * min(estimates):
        yield Doubt(
            "threshold_matters",
            f"Depending on how strict the choice of interactions is, the estimate lies between {min(estimates):,.0f} "
            f"and {max(estimates):,.0f}.",
            "Publish the whole sweep, not one number.",
        )


def of_lists(interval: Intervals, without: Sequence[WithoutList]) -> Iterator[Doubt]:
    """Which single lists decide the answer."""
    low, high = interval[95]
    decides = [row.left_out for row in without if row.estimate is not None and not low <= row.estimate <= high]
    if decides:
        yield Doubt(
            "one_list_decides",
            f"Without the list {' or '.join(decides)} the estimate leaves the interval.",
            "Know what is special about that list before the number is used.",
        )


def of_width(interval: Intervals) -> Iterator[Doubt]:
    """Whether the interval says anything."""
    low, high = interval[95]
    if not np.isfinite(high):
        yield Doubt(
            "unbounded_interval", "Nothing in the data bounds the number from above.",
            "More persons on several lists.", refuses=True,
        )  # fmt: skip
    elif high > USELESS * low:
        yield Doubt(
            "useless_interval",
            f"The interval, {low:,.0f} to {high:,.0f}, is so wide that it says next to nothing.",
            "More persons on several lists: pool years, or add a list.",
            refuses=True,
        )
    elif high > WIDE * low:
        yield Doubt(
            "wide_interval",
            f"The interval is wide: {low:,.0f} to {high:,.0f}.",
            "Never give the estimate without it.",
        )


def of_bootstrap(estimate: float, bootstrap: Bootstrap | None) -> Iterator[Doubt]:
    """What the replicates give cause for."""
    if bootstrap is None:
        yield Doubt(
            "not_checked",
            "No bootstrap was run, so nothing shows whether the choice of the model is stable.",
            f"Run it with a bootstrap of {FEW_REPLICATES:,} replicates.",
            refuses=True,
        )
        return
    if abs(bootstrap.median / estimate - 1) > FAR:
        yield Doubt(
            "unstable_selection",
            "The choice of the model is unstable: had a few other persons been seen, another model would have been "
            f"chosen. The middle of the replicates is {_number(bootstrap.median)}, the estimate {estimate:,.0f}.",
            "More persons on several lists, or fewer lists: merge lists of one kind.",
            refuses=True,
        )
    if _degenerate(estimate, bootstrap.interval_bca):
        yield Doubt(
            "degenerate_interval",
            "The bootstrap interval has collapsed: its limits coincide, or the estimate lies outside it.",
            "More persons on several lists, or fewer lists.",
            refuses=True,
        )
    yield from _of_replicates(bootstrap)


def _of_replicates(bootstrap: Bootstrap) -> Iterator[Doubt]:
    count = len(bootstrap.replicates)
    if bootstrap.failed:
        yield Doubt(
            "failed_replicates",
            f"{bootstrap.failed} of {count:,} replicates have no finite estimate.",
            "More persons on several lists.",
            refuses=bootstrap.failed > MANY_FAILED * count,
        )
    if count < FEW_REPLICATES:
        yield Doubt(
            "few_replicates",
            f"{count} replicates are too few for the limits of an interval.",
            f"{FEW_REPLICATES:,} replicates.",
            refuses=True,
        )


def _number(value: float) -> str:
    return f"{value:,.0f}" if np.isfinite(value) else "unbounded"


def _degenerate(estimate: float, interval: Intervals) -> bool:
    def same(one: float, other: float) -> bool:
        return bool(np.isfinite(one) and abs(one - other) < 1e-6 * estimate)

    (low, high), (inner_low, inner_high) = interval[95], interval[80]
    return same(low, inner_low) or same(high, inner_high) or not _within(estimate, (low, high))


def _within(estimate: float, interval: Interval) -> bool:
    return interval[0] <= estimate <= interval[1]
