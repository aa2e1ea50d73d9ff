"""The front page, the home page of staff, and the health of the house."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from varsel.base.accounts.gate import PublicRequest, StaffRequest, gate, public
from varsel.base.audit.verbs import Verb
from varsel.base.design.waiting import Urgency, waiting_for
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


@gate(None, Verb.HOME_OPEN)
def home(request: StaffRequest) -> HttpResponse:
    """What waits for me, by urgency. Nothing else."""
    waiting = [(item, item.urgency == Urgency.DANGER) for item in waiting_for(request.user)]
    request.seen(request.user)
    return TemplateResponse(request, "home/home.html", {"waiting": waiting})


@public()
@require_safe
def health(request: PublicRequest) -> HttpResponse:
    """`ok` with 200, or `failing` with 503; no more than that to strangers."""
    bad = bool(failing())
    return HttpResponse("failing" if bad else "ok", content_type="text/plain", status=503 if bad else 200)
