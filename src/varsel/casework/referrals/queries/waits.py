"""What waits for somebody on the home page; titles name nobody and no place."""

from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from varsel.base.accounts.models import User
from varsel.base.design.waiting import Urgency as Due
from varsel.base.design.waiting import Waiting
from varsel.casework.referrals.access.outreach import suspicions
from varsel.casework.referrals.access.referrals import sent_by
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.queries.decisions import without_case
from varsel.casework.referrals.queries.inbox import crowd, filtered
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.situation import Urgency
from varsel.casework.referrals.rules.triage import CASES

SHOWN = 200  # of one kind; the home page shows ten of an urgency until all are asked for
DUE = {Urgency.NOW: Due.DANGER, Urgency.SOON: Due.SOON}


def in_the_inbox(user: User) -> list[Waiting]:
    """New referrals and answers from senders, the most urgent first."""
    waiting = filtered(user, "waiting").filter(crowded=False).exclude(outcome="proposed")
    found = waiting.prefetch_related("decisions")[:SHOWN]
    return [*(_waiting(referral) for referral in found), *_crowd(user)]


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
    return [_waiting(referral) for referral in filtered(user, "passing_on")[:SHOWN]]


def _waiting(referral: Referral) -> Waiting:
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
        detail=_("Whoever has time first reads it and decides. It came in %(age)s ago.")
        % {"age": timesince(referral.created_at, depth=1)},
    )


def visits(user: User) -> list[Waiting]:
    """Visits that are planned for today or were missed."""
    today = timezone.localdate()
    due = suspicions(user).filter(closed_at=None, next_visit__lte=today).order_by("next_visit")
    return [
        Waiting(
            title=_("A visit is planned"),
            url=reverse("inbox:suspicion", args=[suspicion.pk]),
            due=suspicion.next_visit,
            urgency=Due.OVERDUE if suspicion.next_visit and suspicion.next_visit < today else Due.SOON,
            detail=_("You: go there, or note why not."),
        )
        for suspicion in due[:SHOWN]
    ]


def questions_to_us(user: User) -> list[Waiting]:
    """Questions of the centre to the user's organisation."""
    asked = sent_by(user).filter(status=Status.QUESTION).order_by("created_at")
    return [
        Waiting(
            title=_("The centre asks about %(reference)s") % {"reference": referral.reference},
            url=reverse("inbox:sent_one", args=[referral.reference]),
            urgency=Due.SOON,
            detail=_("Your organisation: answer the question."),
        )
        for referral in asked[:SHOWN]
    ]
