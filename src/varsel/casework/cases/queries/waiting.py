"""What waits for somebody on the home page; titles name nobody."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from varsel.base.accounts.models import User
from varsel.base.design.waiting import Urgency, Waiting
from varsel.casework.cases.models import Case
from varsel.casework.cases.queries.lists import awaiting_decision, due_soon, shared_with, without_interview


def due(user: User) -> list[Waiting]:
    """Own cases whose deadline has passed or comes within seven days."""
    today = timezone.localdate()
    return [
        _waiting(case, _("Case %(number)s: the period ends"), Urgency.OVERDUE if case.due < today else Urgency.SOON)
        for case in due_soon(user)
    ]


def new(user: User) -> list[Waiting]:
    """Own cases in which nobody has talked to the person yet."""
    return [
        _waiting(case, _("Case %(number)s: no interview yet"), Urgency.DANGER if case.in_danger else Urgency.ORDINARY)
        for case in without_interview(user)
    ]


def to_decide(user: User) -> list[Waiting]:
    """Cases that were passed on to the user's organisation for a decision."""
    text = _("Case %(number)s: awaits your decision")
    return [_waiting(case, text, Urgency.SOON) for case in awaiting_decision(user)]


def shared(user: User) -> list[Waiting]:
    """Parts of cases that are open to the user's organisation, one line a case."""
    first = {share.case_id: share for share in reversed(shared_with(user))}
    return [
        Waiting(
            _("Case %(number)s: shared with you") % {"number": share.case},
            reverse("cases:detail", args=[share.case.number]),
            due=share.last_day,
        )
        for share in first.values()
    ]


def _waiting(case: Case, text: str, urgency: Urgency) -> Waiting:
    url = reverse("cases:detail", args=[case.number])
    return Waiting(text % {"number": case}, url, due=case.deadline, urgency=urgency)
