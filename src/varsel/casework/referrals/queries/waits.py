"""What waits for somebody on the home page; titles name nobody."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varsel.base.accounts.models import User
from varsel.base.audit.subjects import subject_key
from varsel.base.design.waiting import Urgency as Due
from varsel.base.design.waiting import Waiting
from varsel.base.kernel.dates import day
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.fields import open_listed
from varsel.casework.referrals.access.outreach import suspicions
from varsel.casework.referrals.access.referrals import sent_by
from varsel.casework.referrals.models import Referral, Suspicion
from varsel.casework.referrals.queries.decisions import without_case
from varsel.casework.referrals.queries.inbox import crowd, filtered, first_line, in_short
from varsel.casework.referrals.queries.outreach import PURPOSE
from varsel.casework.referrals.queries.recipients import writers
from varsel.casework.referrals.queries.sent import own_places
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.situation import Urgency
from varsel.casework.referrals.rules.triage import CASES

SHOWN = 200  # of one kind; the home page shows ten of an urgency until all are asked for
DUE = {Urgency.NOW: Due.DANGER, Urgency.SOON: Due.SOON}


def in_the_inbox(user: User) -> list[Waiting]:
    """New referrals and answers from senders, the most urgent first."""
    waiting = filtered(user, "waiting").filter(crowded=False).exclude(outcome="proposed")
    return [*_rows(waiting.prefetch_related("decisions")), *_crowd(user)]


def _crowd(user: User) -> list[Waiting]:
    """What came in a flood is one thing to look through: a thousand lines would hide all others."""
    every, danger = crowd(user)
    title = ngettext("%(count)s referral came in a flood", "%(count)s referrals came in a flood", every)
    there = Waiting(
        title=title % {"count": every},
        url=f"{reverse('inbox:list')}?show=crowded",
        urgency=Due.DANGER if danger else Due.ORDINARY,
        detail=_("Look through them: a real one may be among them. Danger now is said in %(danger)s.")
        % {"danger": danger},
    )
    return [there] if every else []


def to_approve(user: User) -> list[Waiting]:
    """Referrals that somebody proposes to pass on."""
    return _rows(filtered(user, "passing_on"))


def _rows(referrals: QuerySet[Referral]) -> list[Waiting]:
    found = list(referrals.select_related("organisation")[:SHOWN])
    wrote = writers(found)
    return [_waiting(referral, wrote[referral.pk]) for referral in found]


def _waiting(referral: Referral, writer: str) -> Waiting:
    titles = {
        "proposed": _("Approve that %(reference)s is passed on"),
        "": _("New referral %(reference)s"),
        "rejected": _("Decide anew on %(reference)s"),
    }
    title = titles.get(referral.outcome, _("The sender of %(reference)s has answered"))
    if referral.outcome in CASES and without_case(referral):
        title = _("Not every person in %(reference)s has a case")
    return Waiting(
        title=title % {"reference": referral.reference},
        url=reverse("inbox:open", args=[referral.reference]),
        urgency=DUE.get(Urgency(referral.urgency), Due.ORDINARY),
        detail=_("%(known)s. Whoever has time first reads it and decides.")
        % {"known": capfirst(" · ".join(in_short(referral, writer)))},
    )


def visits(user: User) -> list[Waiting | SealBroken]:
    """Visits that are planned for today or were missed, known by their place; and places that did not open."""
    planned = suspicions(user).filter(closed_at=None, next_visit__lte=timezone.localdate()).order_by("next_visit")
    found = list(planned[:SHOWN])
    if not found:
        return []
    places, faults = open_listed([suspicion.place for suspicion in found], PURPOSE)
    due = [_visit(suspicion, first_line(place)) for suspicion, place in zip(found, places, strict=True)]
    return [*due, *faults]


def _visit(suspicion: Suspicion, place: str) -> Waiting:
    is_late = suspicion.next_visit is not None and suspicion.next_visit < timezone.localdate()
    since = day(timezone.localdate(suspicion.created_at), timezone.localdate())
    return Waiting(
        title=_("Visit: %(place)s") % {"place": place or _("suspicion from %(day)s") % {"day": since}},
        url=reverse("inbox:suspicion", args=[suspicion.pk]),
        due=suspicion.next_visit,
        urgency=Due.OVERDUE if is_late else Due.SOON,
        detail=_("You: go there, or note why not."),
        opened=subject_key(suspicion),
    )


def questions_to_us(user: User) -> list[Waiting | SealBroken]:
    """Questions of the centre to the user's organisation; and places that did not open."""
    asked = list(sent_by(user).filter(status=Status.QUESTION).order_by("created_at")[:SHOWN])
    places, faults = own_places(asked, user)
    return [*(_question(referral, place) for referral, place in zip(asked, places, strict=True)), *faults]


def _question(referral: Referral, place: str) -> Waiting:
    what = _("Your organisation: answer the question.")
    return Waiting(
        title=_("The centre asks about %(reference)s") % {"reference": referral.reference},
        url=reverse("inbox:sent_one", args=[referral.reference]),
        urgency=Due.SOON,
        detail=f"{place}. {what}" if place else what,
        opened=subject_key(referral) if place else None,
    )
