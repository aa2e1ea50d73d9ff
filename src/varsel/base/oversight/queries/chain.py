"""Is the trail whole, and when did somebody look? What the last check found, and the seals."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from varsel.base.audit.faults import Fault
from varsel.base.audit.models import ShardHead
from varsel.base.audit.seals import is_sealed, read_seals
from varsel.base.audit.verification import last_outcome
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.oversight.rules import SMALL, to_be_checked

SHOWN = 30  # seals on the page


@dataclass(frozen=True)
class SealedDay:
    """A day of the last month, and how much the trail held when it was sealed; None where it was not."""

    day: date
    made_at: datetime | None = None
    events: int | None = None


@dataclass(frozen=True)
class State:
    """`events` in the trail now; `last` the outcome of the last check, `fault` what is wrong with the seals."""

    events: int
    last: dict[str, Any] | None
    days: list[SealedDay]
    seals: int
    fault: Fault | None
    sealed_today: bool

    @property
    def is_small(self) -> bool:
        """Small enough to be checked while somebody waits."""
        return self.events <= SMALL

    @property
    def is_broken(self) -> bool:
        return bool(self.fault or (self.last and self.last["fault"]))

    @property
    def is_old(self) -> bool:
        return to_be_checked(self.last, timezone.now())


def state() -> State:
    """How the trail stands: one query, and the files beside the database."""
    seals, fault = _seals()
    events = sum(ShardHead.objects.values_list("events", flat=True))
    sealed_today = is_sealed(settings.VARSEL_SEALS, legal_today())
    return State(events, last_outcome(settings.VARSEL_SEALS), _days(seals), len(seals), fault, sealed_today)


def _seals() -> tuple[dict[str, SealedDay], Fault | None]:
    try:
        seals = read_seals(settings.VARSEL_SEALS)
    except Fault as fault:
        return {}, fault
    found = [SealedDay(date.fromisoformat(s.day[:10]), datetime.fromisoformat(s.made_at), s.events) for s in seals]
    return {one.day.isoformat(): one for one in found}, None


def _days(seals: dict[str, SealedDay]) -> list[SealedDay]:
    """The last thirty days, the newest first, from the first seal on: a gap shows."""
    if not seals:
        return []
    first, today = date.fromisoformat(min(seals)), legal_today()
    days = (today - timedelta(days=back) for back in range(SHOWN))
    return [seals.get(day.isoformat(), SealedDay(day)) for day in days if day >= first]
