"""What a partner's organisation has sent: how its writer knows it again, and as much of its fate as may be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from varsel.base.accounts.models import User
from varsel.base.kernel.cursors import cursor, read_cursor
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.fields import open_listed
from varsel.casework.referrals.access.outreach import suspicions
from varsel.casework.referrals.access.referrals import audience_of, sent_by
from varsel.casework.referrals.models import Referral, Suspicion
from varsel.casework.referrals.models.words import FINISHED, word
from varsel.casework.referrals.queries.inbox import first_line
from varsel.casework.referrals.rules.disclosure import Status, shown_outcome
from varsel.casework.referrals.rules.triage import Outcome

PAGE = 30
PURPOSE = "own_referral"


@dataclass(frozen=True)
class Row:
    """One referral as its sender sees it.

    `place` is there for whoever wrote it alone, `name` for those who keep the suspicion that it grew out of.
    """

    referral: Referral
    suspicion: Suspicion | None
    name: str
    place: str
    is_own: bool

    @property
    def heading(self) -> str:
        """What the sender calls it; the reference where that may not be said."""
        return ", ".join(filter(None, [self.name, self.place])) or self.referral.reference

    @property
    def outcome(self) -> Outcome | None:
        """How it ended, for a sender bound by secrecy."""
        standing = Outcome(self.referral.outcome) if self.referral.outcome else None
        return shown_outcome(to=audience_of(self.referral), outcome=standing)

    @property
    def state(self) -> str | Promise:
        """The bounded status, and the outcome where it may be told."""
        status = word(Status, self.referral.status)
        if self.outcome is None:
            return status
        is_closed = self.referral.status == Status.CLOSED
        return FINISHED[self.outcome] if is_closed else f"{status} · {word(Outcome, self.outcome)}"


@dataclass(frozen=True)
class Sent:
    rows: list[Row]
    following: str | None
    faults: list[SealBroken]  # names and places that did not open


def sent(user: User, after: str = "") -> Sent:
    """One page, the newest first."""
    referrals = sent_by(user).select_related("organisation", "user").order_by("-created_at", "id")
    if place := read_cursor(after):
        at, row_id = place
        referrals = referrals.filter(Q(created_at__lt=at) | Q(created_at=at, id__gt=row_id))
    found = list(referrals[: PAGE + 1])
    shown = found[:PAGE]
    rows, faults = sent_rows(shown, user)
    following = cursor(shown[-1].created_at, shown[-1].id) if len(found) > PAGE else None
    return Sent(rows, following, faults)


def sent_rows(found: Sequence[Referral], user: User) -> tuple[list[Row], list[SealBroken]]:
    """Rows of referrals that `sent_by` gave, with what did not open."""
    kept: dict[UUID | None, Suspicion] = {
        each.referral_id: each for each in suspicions(user).filter(referral__in=found)
    }
    grown = [kept.get(each.pk) for each in found]
    names, faults = open_listed([each.first_name if each else None for each in grown], PURPOSE)
    places, more = own_places(found, user)
    rows = [Row(*row, is_own=row[0].user_id == user.pk) for row in zip(found, grown, names, places, strict=True)]
    return rows, [*faults, *more]


def own_places(found: Sequence[Referral], user: User) -> tuple[list[str], list[SealBroken]]:
    """The first line of the place of each that the user wrote, "" for the others; and what did not open."""
    places, faults = open_listed([each.place if each.user_id == user.pk else None for each in found], PURPOSE)
    return [first_line(place) for place in places], faults
