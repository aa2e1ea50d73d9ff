"""Where a case came from, for those who work on it."""

from collections.abc import Sequence

from varsel.base.accounts.models import User
from varsel.casework.cases.access import Seen, within
from varsel.casework.cases.models import CaseReferral
from varsel.casework.referrals import access as referrals


def referrals_of(seen: Seen, user: User) -> Sequence[str]:
    """The numbers of the case's referrals that the user may read, the oldest first; without a query for others."""
    if not seen.is_own:
        return []
    joined = within(seen, CaseReferral).values("referral")
    readable = referrals.visible_to(user).filter(pk__in=joined).order_by("created_at", "id")
    return list(readable.values_list("reference", flat=True))
