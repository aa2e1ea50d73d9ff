"""How near a deadline is, for its words and its mark."""

from dataclasses import dataclass
from datetime import date, datetime

from varsel.base.kernel import dates

SOON = 7  # days; the home page and the filters count "soon" the same way


@dataclass(frozen=True)
class Due:
    """A last day as a page shows it."""

    on: date
    days: int
    remaining: str
    weekday: str

    @property
    def state(self) -> str:
        """`passed`, `soon` or `ahead`."""
        return "passed" if self.days < 0 else "soon" if self.days <= SOON else "ahead"


def due(on: date | datetime, today: date | None = None) -> Due:
    """The deadline `on`, seen from `today` (legal days of the pack)."""
    last = dates.legal_day(on) if isinstance(on, datetime) else on
    now = today or dates.legal_today()
    return Due(last, (last - now).days, dates.remaining(last, now), dates.weekday_day(last, now))
