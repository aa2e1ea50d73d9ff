"""All hierarchical models compared by the Bayesian information criterion.

BIC = deviance + (number of parameters) * log(persons observed), where a parameter at minus infinity counts as one: it
was chosen too. That definition, over models of every order, gives the choices of Silverman, Chan and Vincent,
"Bootstrapping multiple systems estimates to account for model selection", Statistics and Computing 34 (2024). Each
model's existence and identifiability are decided; only models that have both are compared.
"""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation import doubts
from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.existence import Verdict, judged
from varsel.analysis.estimation.families import MOST_LISTS_ALL_ORDERS, family, terms_up_to
from varsel.analysis.estimation.fitting import Bools, Fit, Floats, Stack, Terms, deviances, fit, fits, stack_of, times
from varsel.analysis.estimation.intervals import normal
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt
from varsel.analysis.estimation.tables import OverlapTable, checked

TOGETHER = 2_048  # models fitted in step
POSITIVE = 1e-6  # a fitted mean above it is surely positive, and the fit then proves that the estimate exists
NEAR = 2.0  # of the best BIC: "not worth more than a bare mention" (Kass and Raftery 1995)
SHOWN, NEAREST = 10, 5  # models in the object, and in the report


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Every model of a family on one table; all arrays have one row a model, infinite or False where none exists.

    chosen: shape (models, interactions). bic, hidden: shape (models,). exists, identifiable: shape (models,).
    """

    terms: Terms
    chosen: Bools
    bic: Floats
    hidden: Floats
    exists: Bools
    identifiable: Bools

    def names(self, table: OverlapTable, model: int) -> tuple[str, ...]:
        """The interactions of a model as "LA:NG"; those within a larger one are not repeated."""
        subsets = [set(self.terms.pairs[place]) for place in np.flatnonzero(self.chosen[model])]
        largest = [subset for subset in subsets if not any(subset < other for other in subsets)]
        return tuple(":".join(table.lists[column] for column in sorted(subset)) for subset in largest)

    def order(self) -> NDArray[np.intp]:
        """The number of lists in each model's largest interaction; 1 without any."""
        lengths = np.array([len(subset) for subset in self.terms.pairs])
        return np.maximum(1, (self.chosen * lengths).max(axis=1, initial=0))


def compare(table: OverlapTable, order: int) -> Comparison:
    """Fit every hierarchical model with interactions of up to `order` lists."""
    terms, chosen = terms_up_to(table.size, order), family(table.size, order)
    alike, first = _alike(_stack(table, terms, chosen))
    parts = [
        _fitted(_stack(table, terms, chosen[first[start : start + TOGETHER]]))
        for start in range(0, len(first), TOGETHER)
    ]
    deviance, hidden, exists, identifiable = (np.concatenate(columns)[alike] for columns in zip(*parts, strict=True))
    parameters = 1 + table.size + chosen.sum(axis=1)
    return Comparison(terms, chosen, deviance + parameters * np.log(table.observed), hidden, exists, identifiable)


def _alike(stack: Stack) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Models that differ only in terms at minus infinity fit alike: for each model the fit it shares, shape (models,),
    and for each fit the first of its models."""
    packed = np.packbits(np.hstack([stack.kept, stack.live]), axis=1)
    _rows, first, alike = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return alike.reshape(-1), first


def _fitted(stack: Stack) -> tuple[Floats, Floats, Bools, Bools]:
    """Deviance, hidden number, existence and identifiability of these models, infinite where none exists."""
    identifiable = _identifiable(stack)
    fit(stack, np.flatnonzero(identifiable))
    exists = _exist(stack, identifiable)
    stack.finite &= exists
    return np.where(stack.finite, deviances(stack), np.inf), stack.hidden, exists, identifiable


def _stack(table: OverlapTable, terms: Terms, chosen: Bools) -> Stack:
    counts = np.repeat(table.counts[None, :], len(chosen), axis=0).astype(np.float64)
    stack = stack_of(table.size, counts)
    margins = times(counts, terms.design)
    values = np.zeros_like(margins)
    values[:, : table.size + 1] = stack.values[:, : table.size + 1]
    mains = np.ones((len(chosen), table.size + 1), dtype=bool)
    return Stack(terms, counts, margins, np.hstack([mains, chosen]), values, stack.means, stack.finite)


def _identifiable(stack: Stack) -> Bools:
    """Whether the design has full column rank, by counting.

    The finite terms are closed under taking parts. On the patterns that are exactly one of them the design is
    triangular, so a direction that the design sends to zero is known from its constant d: its value for a term of s
    lists is d * (-1)**s. It is zero on every other kept pattern exactly if there the terms within the pattern, taken
    with these signs, sum to zero. One pattern where they do not is enough.
    """
    lengths = [0, *([1] * stack.terms.size), *(len(subset) for subset in stack.terms.pairs)]
    sums = times(stack.live * (-1.0) ** np.array(lengths), stack.terms.design.T)
    return np.any(stack.kept & (np.abs(sums) > 0.5), axis=1)


def _exist(stack: Stack, asked: Bools) -> Bools:
    """Whether the maximum is finite: fitted means that are all positive prove it; the others are judged one by one."""
    lowest = np.where(stack.kept, stack.means, np.inf).min(axis=1)
    exist = asked & stack.finite & (lowest > POSITIVE)
    kept, live, positive = stack.kept, stack.live, stack.counts > 0
    for row in np.flatnonzero(asked & ~exist):
        design = stack.terms.design[kept[row]][:, live[row]]
        exist[row] = judged(design, positive[row][kept[row]]) is Verdict.EXISTS
    return exist


@dataclass(frozen=True, slots=True)
class Rated:
    """A model with its BIC above the best and its answer, persons in all."""

    terms: tuple[str, ...]
    behind: float
    estimate: float


@dataclass(frozen=True, slots=True)
class OfOrder:
    """The best model among those with interactions of at most `order` lists."""

    order: int
    terms: tuple[str, ...]
    bic: float
    estimate: float


@dataclass(frozen=True, slots=True, eq=False)
class BestByBic(Answer):
    """The model with the lowest BIC, and how far its neighbours disagree.

    models: compared; without_estimate, not_identifiable: of them, left out. best: the nearest models, best first.
    by_order: what the answer would be had longer interactions been left out.
    """

    method: ClassVar[str] = "bic"
    order: int
    models: int
    without_estimate: int
    not_identifiable: int
    bic: float | None
    terms: tuple[str, ...]
    best: tuple[Rated, ...]
    by_order: tuple[OfOrder, ...]
    deviance: float | None
    freedom: int | None

    def details(self) -> dict[str, Any]:
        return {
            "order": self.order, "models": self.models, "without_estimate": self.without_estimate,
            "not_identifiable": self.not_identifiable, "bic": self.bic, "terms": list(self.terms),
            "best": [asdict(one) for one in self.best], "by_order": [asdict(one) for one in self.by_order],
            "deviance": self.deviance, "degrees_of_freedom": self.freedom,
        }  # fmt: skip

    def told(self) -> Iterator[tuple[str, str]]:
        left_out = self.without_estimate + self.not_identifiable
        yield "Models compared", f"{self.models:,}, of which {left_out:,} have no estimate"
        yield "Interactions", ", ".join(self.terms) or "none"
        for one in self.by_order:
            yield f"Up to {one.order} lists in one", f"{one.estimate:>12,.0f}  {' '.join(one.terms) or 'none'}"
        for near in self.best[1:NEAREST]:
            yield f"BIC {near.behind:.1f} above the best", f"{near.estimate:>12,.0f}  {' '.join(near.terms) or 'none'}"


def best_by_bic(table: OverlapTable, order: int | None = None) -> BestByBic:
    """The estimate of the hierarchical model with the lowest BIC, with the normal interval of that model alone.

    order: the most lists in one interaction, 2 for pairs only; None takes every order, or with six lists pairs only.
    Raises BadTable where there are too many models, or the table cannot be estimated from.
    """
    began = time.perf_counter()
    checked(table)
    order = order or (max(2, table.size - 1) if table.size <= MOST_LISTS_ALL_ORDERS else 2)
    if not 2 <= order <= max(2, table.size - 1):
        raise BadTable("order", "the order", f"It lies between 2 and {max(2, table.size - 1)} for {table.size} lists.")
    found = compare(table, order)
    counted = (len(found.bic), int((found.identifiable & ~found.exists).sum()), int((~found.identifiable).sum()))
    if not found.exists.any():
        return BestByBic(
            table.lists, table.observed, None, None, (*doubts.of_table(table), doubts.without_model()),
            time.perf_counter() - began, order, *counted, None, (), (), (), None, None,
        )  # fmt: skip
    fitted = _best_fit(table, found)
    limits = normal(table.observed, fitted.hidden, fitted.log_variance)
    rated = _rated(table, found)
    by_order = tuple(_of_order(table, found, most) for most in range(2, order + 1))
    reasons = (*doubts.of_table(table), *doubts.of_width(limits), *_doubts(rated, by_order))
    return BestByBic(
        table.lists, table.observed, table.observed + fitted.hidden, limits, reasons, time.perf_counter() - began,
        order, *counted, float(found.bic.min()), rated[0].terms, rated[:SHOWN], by_order, fitted.deviance,
        fitted.freedom,
    )  # fmt: skip


def _best_fit(table: OverlapTable, found: Comparison) -> Fit:
    stack = _stack(table, found.terms, found.chosen[[int(found.bic.argmin())]])
    fit(stack, np.arange(1))
    return fits(stack)[0]


def _rated(table: OverlapTable, found: Comparison) -> tuple[Rated, ...]:
    """The models with an estimate near the best, and at least as many as are shown; best first."""
    rising = np.argsort(found.bic, kind="stable")
    behind = found.bic[rising] - found.bic[rising[0]]
    count = max(int((behind < NEAR).sum()), min(SHOWN, int(found.exists.sum())))
    return tuple(
        Rated(found.names(table, model), float(away), table.observed + float(found.hidden[model]))
        for model, away in zip(rising[:count], behind[:count], strict=True)
    )


def _of_order(table: OverlapTable, found: Comparison, order: int) -> OfOrder:
    model = int(np.where(found.order() <= order, found.bic, np.inf).argmin())
    return OfOrder(
        order, found.names(table, model), float(found.bic[model]), table.observed + float(found.hidden[model])
    )


def _doubts(rated: tuple[Rated, ...], by_order: tuple[OfOrder, ...]) -> Iterator[Doubt]:
    yield Doubt(
        "choice_not_repeated",
        "The interval takes the chosen model for the truth: that another might have been chosen is not in it.",
        "The stepwise method with its bootstrap, which repeats the choice.",
        refuses=True,
    )
    near = [one.estimate for one in rated if one.behind < NEAR]
    if max(near) > doubts.MOVES * min(near):
        yield Doubt(
            "models_disagree",
            f"{len(near)} models fit about as well by the criterion, and their estimates lie between {min(near):,.0f} "
            f"and {max(near):,.0f}.",
            "More persons on several lists; until then no single number.",
            refuses=True,
        )
    orders = [one.estimate for one in by_order]
    if max(orders) > doubts.MOVES * min(orders):
        yield Doubt(
            "order_matters",
            f"Depending on whether interactions of three or more lists are allowed, the estimate lies between "
            f"{min(orders):,.0f} and {max(orders):,.0f}.",
            "Publish both, not one number.",
        )
