"""What a partner's organisation has sent, with as much of its fate as the partner may learn."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.functional import Promise

from varsel.base.accounts.models import User
from varsel.casework.referrals.access.referrals import audience_of, sent_by
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.rules.disclosure import Status, shown_outcome
from varsel.casework.referrals.rules.triage import Outcome

PAGE = 30


@dataclass(frozen=True)
class Row:
    """One referral as its sender sees it; `outcome` is "" for those not bound by secrecy."""

    referral: Referral
    status: str | Promise
    outcome: str | Promise


@dataclass(frozen=True)
class Sent:
    rows: list[Row]
    following: str | None


def what_became(referral: Referral) -> Row:
    """The bounded status, and the outcome where the sender is bound by secrecy."""
    outcome = shown_outcome(to=audience_of(referral), outcome=Outcome(referral.outcome) if referral.outcome else None)
    return Row(referral, word(Status, referral.status), word(Outcome, outcome) if outcome else "")


def sent(user: User, before: str = "") -> Sent:
    """One page, the newest first."""
    referrals = sent_by(user).select_related("organisation").order_by("-created_at", "-id")
    if moment := _moment(before):
        referrals = referrals.filter(created_at__lt=moment)
    found = list(referrals[: PAGE + 1])
    shown = found[:PAGE]
    following = shown[-1].created_at.isoformat() if len(found) > PAGE else None
    return Sent([what_became(each) for each in shown], following)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None
