"""A cell of a table is shown, or it is suppressed; a suppressed cell carries no number that could leak."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Shown:
    """A number that may be shown."""

    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A number that is not shown, to protect persons. It holds nothing: what is not there cannot be printed."""


Cell = Shown | Suppressed
SUPPRESSED = Suppressed()
