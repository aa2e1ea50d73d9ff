"""Every component on a page, for looking at and for the accessibility check; never in production."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from varsel.base.accounts.gate import public
from varsel.portal.gallery import samples
from varsel.portal.gallery.forms import EveryControl


@public()
def doors(request: HttpRequest) -> HttpResponse:
    """The components of public pages, and a form with faults."""
    forms = {"form": EveryControl(), "faulty": EveryControl(EveryControl.FAULTY, prefix="", auto_id="faulty_%s")}
    return render(request, "portal/gallery/public.html", samples.page(timezone.localdate()) | forms)


@public()
def inbox(request: HttpRequest) -> HttpResponse:
    """A list worked through by keyboard beside what it opens."""
    return render(request, "portal/gallery/inbox.html", samples.case(timezone.localdate()))


@public()
def case(request: HttpRequest) -> HttpResponse:
    """A case: band, path, what is next, clock, time line."""
    return render(request, "portal/gallery/case.html", samples.case(timezone.localdate()))


@public()
def sheet(request: HttpRequest) -> HttpResponse:
    """A page to print and hang up."""
    return render(request, "portal/gallery/sheet.html", samples.page(timezone.localdate()))
