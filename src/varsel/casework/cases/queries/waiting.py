"""What waits for somebody on the home page; titles name nobody."""

from datetime import date

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from varsel.base.accounts.models import User
from varsel.base.design.waiting import Urgency, Waiting
from varsel.casework.cases.models import Case
from varsel.casework.cases.queries import lists
from varsel.casework.cases.queries.emergencies import to_tell


def due(user: User) -> list[Waiting]:
    """Own cases whose deadline has passed or comes within seven days."""
    today = timezone.localdate()
    return [_overdue(case) if case.due < today else _soon(case) for case in lists.due_soon(user)]


def _overdue(case: Case) -> Waiting:
    what = _("You or the team: record how it ended, or the extension that was given.")
    return _waiting(case, _("Case %(number)s: the period has ended"), Urgency.OVERDUE, what, case.deadline)


def _soon(case: Case) -> Waiting:
    what = _("You or the team: send an application for extension in time, or prepare the end.")
    return _waiting(case, _("Case %(number)s: the period ends"), Urgency.SOON, what, case.deadline)


def new(user: User) -> list[Waiting]:
    """Own cases in which nobody has talked to the person yet."""
    text, what = _("Case %(number)s: no interview yet"), _("You or the team: offer a clarifying interview.")
    return [
        _waiting(case, text, Urgency.DANGER if case.in_danger else Urgency.ORDINARY, what)
        for case in lists.without_interview(user)
    ]


def without_caseworker(user: User) -> list[Waiting]:
    """Cases for the lead to give to somebody, with the deadline that nobody else is told of."""
    text, what = _("Case %(number)s: nobody works on it"), _("You: put a caseworker on the team.")
    return [_waiting(case, text, _unattended(case), what, case.deadline) for case in lists.without_caseworker(user)]


def _unattended(case: Case) -> Urgency:
    if case.in_danger:
        return Urgency.DANGER
    return Urgency.OVERDUE if case.due < timezone.localdate() else Urgency.SOON


def decided(user: User) -> list[Waiting]:
    """Own cases in which somebody else has decided lately."""
    text = _("Case %(number)s: there is a decision")
    what = _("You or the team: read it, and tell the person what it means.")
    return [_waiting(one.case, text, Urgency.SOON, what) for one in lists.decided_lately(user)]


def periods(user: User) -> list[Waiting]:
    """Cases whose period the user may start since the decision."""
    text = _("Case %(number)s: may have a period now")
    what = _("Your organisation: start it, if the person asks for it.")
    return [_waiting(case, text, Urgency.SOON, what) for case in lists.awaiting_period(user)]


def to_decide(user: User) -> list[Waiting]:
    """Cases that were passed on to the user's organisation for a decision."""
    text, what = _("Case %(number)s: awaits your decision"), _("Your organisation: read the grounds and decide.")
    return [_waiting(case, text, Urgency.SOON, what) for case in lists.awaiting_decision(user)]


def emergencies(user: User) -> list[Waiting]:
    """Cases that somebody opened in an emergency lately, for the lead."""
    return [
        Waiting(
            _("Case %(number)s: opened in an emergency") % {"number": opened.case},
            reverse("cases:detail", args=[opened.case.number]) + "?part=sharing",
            urgency=Urgency.SOON,
            detail=_("%(who)s, %(at)s. You: read the reason, and talk about it.")
            % {"who": opened.user, "at": formats.date_format(timezone.localtime(opened.created_at), "DATETIME_FORMAT")},
        )
        for opened in to_tell(user)[: lists.WAITING]
    ]


def shared(user: User) -> list[Waiting]:
    """Parts of cases that are open to the user's organisation, one line a case."""
    first = {share.case_id: share for share in reversed(lists.shared_with(user))}
    return [
        Waiting(
            _("Case %(number)s: shared with you") % {"number": share.case},
            reverse("cases:detail", args=[share.case.number]),
            due=share.last_day,
            detail=_("You: read what has been opened to you, while it is open."),
        )
        for share in first.values()
    ]


def _waiting(case: Case, text: str, urgency: Urgency, what: str, due: date | None = None) -> Waiting:
    """One line; a deadline stands where it is what waits, so that no other line of the case seems late."""
    url = reverse("cases:detail", args=[case.number])
    return Waiting(text % {"number": case}, url, due=due, urgency=urgency, detail=what)
