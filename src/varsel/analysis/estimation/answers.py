"""What every method's answer has, besides the stepwise one's: number, range, doubts and criticism, one shape."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from varsel.analysis.estimation.doubts import CRITICISM
from varsel.analysis.estimation.intervals import as_lists
from varsel.analysis.estimation.results import Criticism, Doubt, Doubted, Intervals


@dataclass(frozen=True, slots=True, eq=False)
class Answer(Doubted, ABC):
    """Persons in all with the interval by level, both None where the method refuses; never without its doubts."""

    method: ClassVar[str]
    lists: tuple[str, ...]
    observed: int
    estimate: float | None
    interval: Intervals | None
    doubts: tuple[Doubt, ...]
    seconds: float

    @abstractmethod
    def details(self) -> dict[str, Any]:
        """The method's own fields, plain values."""

    @abstractmethod
    def told(self) -> Iterator[tuple[str, str]]:
        """The method's own lines of the report, label and value."""

    @property
    def criticism(self) -> tuple[Criticism, ...]:
        return CRITICISM

    def as_dict(self) -> dict[str, Any]:
        """As `varsel estimate --method … --json` prints it."""
        return {
            "method": self.method,
            "observed": self.observed,
            "lists": list(self.lists),
            "estimate": self.estimate,
            "hidden": None if self.estimate is None else self.estimate - self.observed,
            "interval": self.interval and as_lists(self.interval),
            **self.details(),
            "warnings": [doubt.as_dict() for doubt in self.doubts],
            "publishable": {"value": self.publishable, "reasons": [doubt.as_dict() for doubt in self.refusals]},
            "criticism": [asdict(one) for one in self.criticism],
            "seconds": self.seconds,
        }
