"""The front page, the home page of staff, and the health of the house."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from varsel.base.accounts.gate import PublicRequest, StaffRequest, gate, public
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.design import navigation
from varsel.base.design.waiting import Urgency, Waiting, waiting_for
from varsel.portal.home.health import failing


@dataclass(frozen=True)
class Door:
    """One of the four ways in from the front page."""

    heading: Promise
    text: Promise
    url_name: str

    @property
    def href(self) -> str:
        try:
            return reverse(self.url_name)
        except NoReverseMatch:  # the room is not part of this instance
            return ""


DOORS = (
    Door(
        _("I am worried about someone"),
        _("Recognise the signs, get advice, tell the centre. You need not be sure."),
        "signs:start",
    ),
    Door(
        _("It is about me"),
        _("What help there is. You need not say who you are, and it does not depend on the police."),
        "signs:help",
    ),
    Door(
        _("I meet people in my work"),
        _("Refer a person in five minutes, or ask for advice without saying who it is."),
        "referrals:begin",
    ),
    Door(
        _("Figures and knowledge"), _("How many, where and of what kind, and how sure we are."), "publication:figures"
    ),
)


@public(cache=True)
def front(request: PublicRequest) -> HttpResponse:
    """One question and four doors."""
    return TemplateResponse(request, "home/front.html", {"doors": [door for door in DOORS if door.href]})


SHOWN = 10  # of one urgency, until all are asked for
HEADINGS = {
    Urgency.DANGER: _("In danger"),
    Urgency.OVERDUE: _("Overdue"),
    Urgency.SOON: _("Soon"),
    Urgency.ORDINARY: _("Otherwise"),
}


@dataclass(frozen=True)
class Group:
    """What is equally urgent: the rows on the page, and how many there are in all."""

    key: str
    heading: Promise
    rows: list[Waiting]
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)


# What anybody may see and staff are asked about.
OPEN_PAGES = (
    Door(
        _("Published figures"),
        _("The published figures of every year, with their source and how sure they are. Anybody may quote them."),
        "publication:figures",
    ),
    Door(_("Signs"), _("The warning signs as visitors see them: to look up, to tick, to print."), "signs:start"),
)


@gate(None, Verb.HOME_OPEN)
def home(request: StaffRequest) -> HttpResponse:
    """What waits for me, by urgency, and nothing else; where nothing does, what there is and what it is for."""
    waiting, faults = waiting_for(request.user)
    for fault in faults:
        request.refuse(fault)
    groups = _groups(waiting, whole=request.GET.get("all", ""))
    request.seen(request.user)
    if opened := [item.opened for group in groups for item in group.rows if item.opened]:
        request.listed(opened)
    context: dict[str, Any] = {"groups": groups}
    if request.user.permissions and not (groups and _has_work_that_comes(request.user)):
        pages = navigation.purposes(request.user.has)
        context |= {"pages": pages, "open_pages": [door for door in OPEN_PAGES if door.href]}
    return TemplateResponse(request, "home/home.html", context)


def _has_work_that_comes(user: User) -> bool:
    """Casework comes to people by itself; who works with figures or people looks for it."""
    return user.has(Permission.CASE_LIST) or user.has(Permission.INBOX_LIST)


def _groups(waiting: list[Waiting], whole: str) -> list[Group]:
    """The headings with something under them; of the group named `whole` every row."""
    found = []
    for urgency, heading in HEADINGS.items():
        key, rows = urgency.name.lower(), [item for item in waiting if item.urgency == urgency]
        if rows:
            found.append(Group(key, heading, rows if key == whole else rows[:SHOWN], len(rows)))
    return found


@public()
@require_safe
def health(request: PublicRequest) -> HttpResponse:
    """`ok` with 200, or `failing` with 503; no more than that to strangers."""
    bad = bool(failing())
    return HttpResponse("failing" if bad else "ok", content_type="text/plain", status=503 if bad else 200)
