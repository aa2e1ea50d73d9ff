"""Finding an earlier referral, for whoever has somebody on the telephone who wrote before."""

from dataclasses import dataclass, field
from datetime import date

from varsel.base.accounts.models import User
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.casework.referrals import access
from varsel.casework.referrals.access.referrals import HandedOver
from varsel.casework.referrals.queries.inbox import Row, rows_of
from varsel.casework.referrals.rules.lookup import By

SHOWN = 100


@dataclass(frozen=True)
class Found:
    """What the user may see of it, and of one that a case of others took over only that it was handled."""

    rows: list[Row] = field(default_factory=list)
    faults: list[SealBroken] = field(default_factory=list)  # places that did not open
    handled: HandedOver | None = None


def look_up(user: User, by: By, plain: str) -> Found:
    """`plain` as `rules.lookup.understood` gives it."""
    if by is By.DAY:
        found = access.visible_to(user).filter(created_at__date=date.fromisoformat(plain))
        return Found(*rows_of(list(found.select_related("organisation").order_by("created_at", "id")[:SHOWN])))
    one = access.one_by(by, plain)
    rows = access.visible_to(user).filter(one).select_related("organisation")
    return Found(*rows_of(list(rows)), access.handed_over(user, one))
