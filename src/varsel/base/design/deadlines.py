"""How near a deadline is, for its words and its mark; the words stand in the component."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

SOON = 7  # days; the home page and the filters count "soon" the same way


@dataclass(frozen=True)
class Due:
    """A last day and how many days are left to it (0 today, negative once it has passed)."""

    on: date
    days: int

    @property
    def over(self) -> int:
        return -self.days

    @property
    def state(self) -> str:
        """`passed`, `soon` or `ahead`."""
        return "passed" if self.days < 0 else "soon" if self.days <= SOON else "ahead"


def due(on: date | datetime, today: date | None = None) -> Due:
    """The deadline `on`, seen from `today` in the pack's time zone."""
    last = timezone.localtime(on).date() if isinstance(on, datetime) else on
    return Due(last, (last - (today or timezone.localdate())).days)
