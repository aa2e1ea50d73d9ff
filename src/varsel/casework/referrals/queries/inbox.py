"""The centre's inbox: what came in, in the order in which it hurries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import ngettext

from varsel.base.accounts.models import User
from varsel.base.kernel.cursors import cursor, read_cursor
from varsel.base.kernel.dates import since
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.fields import open_listed
from varsel.casework.referrals.access.referrals import visible_to
from varsel.casework.referrals.models import Presence, Referral
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.queries.recipients import writers
from varsel.casework.referrals.rules.situation import Urgency
from varsel.casework.referrals.rules.triage import Outcome

PAGE = 30
PURPOSE = "triage"
FILTERS = ("waiting", "danger", "children", "passing_on", "crowded", "all")
PLACE_SHOWN = 60
MARK = re.compile(r"(?P<crowded>[01])_(?P<urgency>[0-9])_(?P<place>.+)")


@dataclass(frozen=True)
class Row:
    """One line of the inbox."""

    referral: Referral
    place: str
    writer: str

    @property
    def heading(self) -> str:
        """Where; the reference where nobody said."""
        return self.place or self.referral.reference

    @property
    def facts(self) -> str:
        """Number, age, who wrote, how many: by these it is known again on the home page."""
        number = [self.referral.reference] if self.place else []
        return " · ".join([*number, *in_short(self.referral, self.writer)])

    @property
    def outcome(self) -> str | Promise:
        """What was decided, if anything was."""
        return word(Outcome, self.referral.outcome)

    @property
    def is_soon(self) -> bool:
        return self.referral.urgency == Urgency.SOON

    @property
    def is_danger(self) -> bool:
        return self.referral.urgency == Urgency.NOW

    @property
    def is_child(self) -> bool:
        return self.referral.child == "yes"


def in_short(referral: Referral, writer: str) -> list[str]:
    """Age, who wrote, how many; nothing that is sealed."""
    count = ngettext("%(persons)s person", "%(persons)s persons", referral.persons) % {"persons": referral.persons}
    return [since(referral.created_at, timezone.now()), writer, count]


@dataclass(frozen=True)
class Inbox:
    rows: list[Row]
    following: str | None  # where the next page begins
    faults: list[SealBroken]  # places that did not open


def filtered(user: User, which: str) -> QuerySet[Referral]:
    """The referrals of one filter, the most urgent first, the oldest first within; what came in a flood last."""
    conditions = {
        "waiting": Q(awaits_centre=True),
        "danger": Q(awaits_centre=True, urgency=Urgency.NOW),
        "children": Q(awaits_centre=True, child="yes"),
        "passing_on": Q(outcome=Outcome.PROPOSED),
        "crowded": Q(awaits_centre=True, crowded=True),
        "all": Q(),
    }
    found = visible_to(user).filter(conditions.get(which, conditions["waiting"]))
    return found.order_by("crowded", "-urgency", "created_at", "id")


def crowd(user: User) -> tuple[int, int]:
    """How many wait that came in a flood, and in how many of these somebody is in danger now."""
    waiting = (
        filtered(user, "crowded")
        .order_by()
        .aggregate(every=Count("pk"), danger=Count("pk", filter=Q(urgency=Urgency.NOW)))
    )
    return waiting["every"], waiting["danger"]


def inbox(user: User, which: str, after: str = "") -> Inbox:
    """One page of rows, with their places opened in one query."""
    found = list(_after(filtered(user, which), after).select_related("organisation")[: PAGE + 1])
    shown = found[:PAGE]
    rows, faults = rows_of(shown)
    return Inbox(rows, _mark(shown[-1]) if len(found) > PAGE else None, faults)


def rows_of(found: list[Referral]) -> tuple[list[Row], list[SealBroken]]:
    """Rows of referrals that `visible_to` gave, with what did not open."""
    places, faults = open_listed([referral.place for referral in found], PURPOSE)
    wrote = writers(found)
    rows = [Row(each, first_line(place), wrote[each.pk]) for each, place in zip(found, places, strict=True)]
    return rows, faults


def first_line(place: str) -> str:
    """As much of a place as a line of a list takes."""
    return place.strip().splitlines()[0][:PLACE_SHOWN] if place.strip() else ""


def _mark(referral: Referral) -> str:
    return f"{int(referral.crowded)}_{referral.urgency}_{cursor(referral.created_at, referral.id)}"


def _after(referrals: QuerySet[Referral], mark: str) -> QuerySet[Referral]:
    """Those behind the mark in (crowded, urgency, age, id); a mark that cannot be read is no mark."""
    found = MARK.fullmatch(mark)
    place = read_cursor(found["place"]) if found else None
    if not found or not place:
        return referrals
    crowded, urgency, (at, row_id) = found["crowded"] == "1", int(found["urgency"]), place
    later = Q(created_at__gt=at) | Q(created_at=at, id__gt=row_id)
    behind = Q(crowded=crowded) & (Q(urgency__lt=urgency) | Q(urgency=urgency) & later)
    return referrals.filter(behind | Q(crowded__gt=crowded))


def others_looking(referral: Referral, user: User, not_before: datetime) -> Sequence[str]:
    """The names of colleagues who have the referral open."""
    presences = Presence.objects.filter(referral=referral, seen_at__gte=not_before).exclude(user=user)
    return [str(presence.user) for presence in presences.select_related("user")]
