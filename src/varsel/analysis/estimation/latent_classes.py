"""Bayesian latent classes, published only where many chains agree.

Manrique-Vallier (2016): persons belong to unobserved classes within which the lists are independent. The posterior
has several peaks where lists share few persons: one chain stays on one of them, and the next seed gives another
answer, each with a narrow interval. So many chains are started apart from one another, and unless they agree by the
measures of Vehtari and others (2021) there is no answer (see convergence.py).
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from varsel.analysis.estimation import doubts
from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.convergence import HIGHEST_RHAT, LOWEST_SIZE, Agreement, agreement
from varsel.analysis.estimation.gibbs import Sampler, run
from varsel.analysis.estimation.intervals import LEVELS
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt
from varsel.analysis.estimation.tables import OverlapTable, checked

FEWEST_CHAINS = 4


@dataclass(frozen=True, slots=True, eq=False)
class LatentClasses(Answer):
    """Median and intervals of the posterior, None unless the chains agree.

    agreement: R-hat and effective sizes of the hidden number. medians: of each chain, persons in all, rising; where
    they lie apart, any one chain would have been believed.
    """

    method: ClassVar[str] = "latent"
    agreement: Agreement
    medians: tuple[float, ...]
    classes: int
    burn_in: int
    thin: int
    seed: int

    def details(self) -> dict[str, Any]:
        return {
            "agreement": self.agreement.as_dict(), "chain_medians": list(self.medians), "classes": self.classes,
            "burn_in": self.burn_in, "thin": self.thin, "seed": self.seed,
        }  # fmt: skip

    def told(self) -> Iterator[tuple[str, str]]:
        agreed = self.agreement
        yield "Chains", f"{agreed.chains} of {agreed.draws:,} draws, every {self.thin}. kept, seed {self.seed}"
        yield "Their medians", f"{self.medians[0]:,.0f} to {self.medians[-1]:,.0f}"
        yield "R-hat", f"{agreed.rhat:.3f} (to be below {HIGHEST_RHAT})"
        yield "Independent draws", f"{_fewest(agreed)} (to be at least {LOWEST_SIZE:.0f})"


def estimate_by_latent_classes(
    table: OverlapTable,
    chains: int = 16,
    burn_in: int = 5_000,
    draws: int = 2_000,
    thin: int = 20,
    seed: int = 1,
    classes: int = 10,
    progress: Callable[[int, int], None] | None = None,
) -> LatentClasses:
    """How many persons there are by a mixture of latent classes, or the refusal of chains that disagree.

    Each of `chains` chains makes `burn_in` sweeps and then keeps every `thin`-th until it has `draws`. The same seed
    gives the same answer. Raises BadTable for a table that cannot be estimated from and options out of bounds.
    """
    began = time.perf_counter()
    checked(table)
    if chains < FEWEST_CHAINS or min(draws - 99, thin, classes - 1, burn_in + 1, seed + 1) < 1:
        raise BadTable(
            "chains", "the chains",
            f"At least {FEWEST_CHAINS} chains, 100 draws of each, 2 classes, and no negative number.",
        )  # fmt: skip
    seen = table.counts > 0
    sampler = Sampler(table.patterns[seen].astype(float), table.counts[seen], classes)
    hidden = run(sampler, chains=chains, burn_in=burn_in, draws=draws, thin=thin, seed=seed, progress=progress)
    agreed = agreement(hidden.astype(float))
    medians = tuple(sorted((table.observed + np.median(hidden, axis=1)).tolist()))
    if not agreed.reached:
        reasons = (*doubts.of_table(table), _not_converged(agreed, medians))
        rest = (agreed, medians, classes, burn_in, thin, seed)
        return LatentClasses(table.lists, table.observed, None, None, reasons, time.perf_counter() - began, *rest)
    interval = {level: _limits(table.observed + hidden, level) for level in LEVELS}
    reasons = (*doubts.of_table(table), *doubts.of_width(interval), _prior())
    return LatentClasses(
        table.lists, table.observed, float(table.observed + np.median(hidden)), interval, reasons,
        time.perf_counter() - began, agreed, medians, classes, burn_in, thin, seed,
    )  # fmt: skip


def _limits(draws: np.ndarray, level: int) -> tuple[float, float]:
    low, high = np.quantile(draws, (0.5 - level / 200, 0.5 + level / 200))
    return float(low), float(high)


def _not_converged(agreed: Agreement, medians: tuple[float, ...]) -> Doubt:
    return Doubt(
        "not_converged",
        f"The chains do not agree, so there is no answer: their medians lie between {medians[0]:,.0f} and "
        f"{medians[-1]:,.0f} (R-hat {agreed.rhat:.3f}, to be below {HIGHEST_RHAT}; {_fewest(agreed)} independent "
        f"draws, to be at least {LOWEST_SIZE:.0f}).",
        "Longer chains, if their medians lie close together. If not, more persons on several lists.",
        refuses=True,
    )


def _fewest(agreed: Agreement) -> str:
    return f"{np.fmin(agreed.size_bulk, agreed.size_tail):.0f}"


def _prior() -> Doubt:
    return Doubt(
        "classes_are_assumed",
        "Persons of whom no list knows any like are in no class that can be seen; the model cannot speak of them.",
        "Somebody who knows the field should say who is on no list at all.",
    )
