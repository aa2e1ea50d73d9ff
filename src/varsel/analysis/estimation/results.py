"""What an estimate is when it leaves this room: numbers, the choices behind them, and the doubts."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.intervals import Interval, as_lists
from varsel.analysis.estimation.sweep import WithoutList

Intervals = dict[int, Interval]  # by level in per cent: (low, high), persons in all; infinite where unbounded


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to doubt the estimate, with what would be needed; one that `refuses` forbids publication."""

    code: str
    sentence: str
    needed: str
    refuses: bool = False

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "sentence": self.sentence, "needed": self.needed}


class Doubted:
    """A result that never comes without its doubts."""

    __slots__ = ()
    doubts: tuple[Doubt, ...]

    @property
    def refusals(self) -> tuple[Doubt, ...]:
        """The doubts that forbid publication."""
        return tuple(doubt for doubt in self.doubts if doubt.refuses)

    @property
    def publishable(self) -> bool:
        return not self.refusals


@dataclass(frozen=True, slots=True)
class Criticism:
    """What the literature holds against every estimate of this kind."""

    code: str
    sentence: str
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """An interaction that the selection added, and the tail probability that called for it."""

    term: str
    tail: float


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """The answer at one threshold of the selection."""

    threshold: float
    estimate: float
    interval_normal: Intervals
    terms: tuple[str, ...]
    never_met: tuple[str, ...]
    deviance: float

    def as_dict(self) -> dict[str, Any]:
        return {
            "threshold": self.threshold,
            "estimate": self.estimate,
            "interval_normal": as_lists(self.interval_normal),
            "terms": list(self.terms),
            "never_met": list(self.never_met),
            "deviance": self.deviance,
        }


@dataclass(frozen=True, slots=True)
class Model:
    """The chosen model.

    terms: interactions with a finite parameter, in the order they were chosen, as "LA:NG". never_met: chosen pairs of
    lists that share nobody, whose parameter is minus infinity. coefficients: interactions on the log scale.
    """

    hidden: float
    interval_normal: Intervals
    terms: tuple[str, ...]
    never_met: tuple[str, ...]
    coefficients: dict[str, float]
    steps: tuple[Step, ...]
    deviance: float
    freedom: int
    acceleration: float


@dataclass(frozen=True, slots=True, eq=False)
class Bootstrap:
    """Estimates of the replicates (persons in all, shape (replicates,), infinite where there is none) and limits."""

    replicates: NDArray[np.float64]
    correction: float  # z0
    interval_bca: Intervals

    @property
    def median(self) -> float:
        return float(np.median(self.replicates))

    @property
    def failed(self) -> int:
        return int(np.isinf(self.replicates).sum())

    def as_dict(self) -> dict[str, Any]:
        return {
            "replicates": len(self.replicates),
            "median": finite(self.median),
            "failed": self.failed,
            "bias_correction": finite(self.correction),
        }


@dataclass(frozen=True, slots=True, eq=False)
class Estimate(Doubted):
    """The answer to "how many are there": never without its doubts and its criticism.

    `model` is None where there is no estimate (the doubts say why); `bootstrap` is None where none was asked for.
    """

    lists: tuple[str, ...]
    observed: int
    threshold: float
    seed: int
    model: Model | None
    bootstrap: Bootstrap | None
    sweep: tuple[AtThreshold, ...]
    without_each: tuple[WithoutList, ...]
    doubts: tuple[Doubt, ...]
    criticism: tuple[Criticism, ...]
    seconds: float

    @property
    def estimate(self) -> float | None:
        """Persons in all, seen and hidden."""
        return None if self.model is None else self.observed + self.model.hidden

    @property
    def interval(self) -> Intervals | None:
        """The interval to show: BCa if there is one, else the normal."""
        if self.model is None:
            return None
        return self.model.interval_normal if self.bootstrap is None else self.bootstrap.interval_bca

    def as_dict(self) -> dict[str, Any]:
        """As `varsel estimate --json` prints it: plain values, null for what is not there or not bounded."""
        model, bootstrap = self.model, self.bootstrap
        return {
            "observed": self.observed,
            "lists": list(self.lists),
            "estimate": self.estimate,
            "hidden": model and model.hidden,
            "interval_normal": model and as_lists(model.interval_normal),
            "interval_bca": bootstrap and as_lists(bootstrap.interval_bca),
            "terms": list(model.terms) if model else [],
            "never_met": list(model.never_met) if model else [],
            "coefficients": {name: finite(value) for name, value in model.coefficients.items()} if model else {},
            "steps": [asdict(step) for step in model.steps] if model else [],
            "deviance": model and model.deviance,
            "degrees_of_freedom": model and model.freedom,
            "acceleration": model and model.acceleration,
            "bootstrap": bootstrap and bootstrap.as_dict(),
            "threshold": self.threshold,
            "seed": self.seed,
            "sweep": [row.as_dict() for row in self.sweep],
            "without_each": [asdict(row) for row in self.without_each],
            "warnings": [doubt.as_dict() for doubt in self.doubts],
            "publishable": {"value": self.publishable, "reasons": [doubt.as_dict() for doubt in self.refusals]},
            "criticism": [asdict(one) for one in self.criticism],
            "seconds": self.seconds,
        }


def finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
