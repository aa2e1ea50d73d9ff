"""Views that stand for the rooms' own, each with one property that the gate is tested by."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext

from varsel.base.accounts.gate import PublicRequest, StaffRequest, gate, public
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.portal.urls import urlpatterns as house

NO = Refusal("not_today", field="note", remedy="Try again tomorrow.")
casework = gate(Permission.CASE_READ, Verb.CASE_READ, purpose="casework")


class NoteForm(forms.Form):
    note = forms.CharField()


@casework
def seen(request: StaffRequest) -> HttpResponse:
    request.seen(request.user, fields=["display_name"])
    return HttpResponse(gettext("Yes"))


@casework
def listed(request: StaffRequest) -> HttpResponse:
    rows = request.listed(User.objects.all(), criterion={"text": "sought"}, verb=Verb.CASE_LIST)
    return HttpResponse(str(len(rows)))


@casework
def silent(request: StaffRequest) -> HttpResponse:
    return HttpResponse("secret")


@casework
def missing(request: StaffRequest, user: Any) -> HttpResponse:
    User.objects.update(display_name="written by mistake")
    raise Http404


@casework
def refusing(request: StaffRequest) -> HttpResponse:
    User.objects.update(display_name="written by mistake")
    raise NO


@casework
def unrenderable(request: StaffRequest) -> TemplateResponse:
    User.objects.update(display_name="written by mistake")
    request.seen(request.user)
    template = engines["django"].from_string("{{ broken.here }}")
    return TemplateResponse(request, template, {"broken": Broken()})


class Broken:
    @property
    def here(self) -> str:
        raise RuntimeError("cannot be drawn")


@casework
def streamed(request: StaffRequest) -> StreamingHttpResponse:
    request.seen(request.user)
    return StreamingHttpResponse(iter([b"one", b"two"]))


@casework
def note(request: StaffRequest) -> HttpResponse:
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        User.objects.filter(pk=request.user.pk).update(display_name=form.cleaned_data["note"])
        return HttpResponseRedirect("/note/")
    request.seen(request.user)
    return HttpResponse(str(form["note"].value() or ""))


@casework
def refused_form(request: StaffRequest) -> HttpResponse:
    request.seen(request.user)
    request.refuse(NO)
    return HttpResponse("form", status=422)


@dataclass
class Busy:
    """A database that is busy for the next tries, in one of its ways; and how often it was asked."""

    error: Exception | None = None
    tries: int = 0
    asked: int = 0

    def ask(self) -> None:
        self.asked += 1
        if self.asked <= self.tries and self.error is not None:
            raise self.error


BUSY = Busy()


@casework
def crowded(request: StaffRequest) -> HttpResponse:
    request.seen(request.user)
    messages.success(request, "Done.")
    User.objects.update(display_name=f"{request.user.display_name}!")
    BUSY.ask()
    return HttpResponse(" ".join(str(each) for each in messages.get_messages(request)))


@casework
def crowded_form(request: StaffRequest) -> HttpResponse:
    request.seen(request.user)
    try:
        BUSY.ask()
    except Refusal as refusal:
        request.refuse(refusal)
        return HttpResponse("what was typed", status=422)
    return HttpResponseRedirect("/seen/")


@public()
def open_page(request: PublicRequest) -> HttpResponse:
    return HttpResponse(request.actor.actor_kind)


@public(cache=True)
def front(request: PublicRequest) -> HttpResponse:
    return HttpResponse("front")


urlpatterns = [
    *house,
    path("seen/", seen),
    path("listed/", listed),
    path("silent/", silent),
    path("missing/<uuid:user>/", missing),
    path("refusing/", refusing),
    path("unrenderable/", unrenderable),
    path("streamed/", streamed),
    path("note/", note),
    path("refused-form/", refused_form),
    path("crowded/", crowded),
    path("crowded-form/", crowded_form),
    path("open/", open_page),
    path("front/", front),
]
