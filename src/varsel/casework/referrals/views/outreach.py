"""Street work, on a telephone: suspicions, visits, and "refer now"."""

from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.submissions import key_in, once
from varsel.casework.referrals.access.outreach import require_suspicion
from varsel.casework.referrals.actions import outreach
from varsel.casework.referrals.forms.staff import SuspicionForm, VisitForm
from varsel.casework.referrals.forms.state import State
from varsel.casework.referrals.forms.whole import unchecked
from varsel.casework.referrals.models import Suspicion
from varsel.casework.referrals.queries.outreach import listed, opened_suspicion, told_so_far
from varsel.casework.referrals.rules.situation import Sender
from varsel.casework.referrals.views.sending import sent_once

PURPOSE = "outreach"


@gate(Permission.SUSPICION_KEEP, Verb.SUSPICION_LIST, purpose=PURPOSE)
def listing(request: StaffRequest) -> HttpResponse:
    """The organisation's open suspicions, the next visit first, and those that were referred."""
    found = listed(request.user)
    for fault in found.faults:
        request.refuse(fault)
    request.listed([row.suspicion for row in [*found.planned, *found.referred]])
    context = {"found": found, "may_follow": request.user.has(Permission.REFERRAL_CREATE)}
    return render(request, "referrals/outreach.html", context)


@gate(Permission.SUSPICION_KEEP, Verb.SUSPICION_OPEN, purpose=PURPOSE)
def new(request: StaffRequest) -> HttpResponse:
    """A first name and a place, no more."""
    form = SuspicionForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        do = partial(outreach.open_suspicion, by=request.user, **form.cleaned_data)
        made = sent_once(request, form, "suspicion:open", do)
        if made is not None:
            return HttpResponseRedirect(reverse("inbox:visit", args=[made]))
    request.seen(("suspicion_form", request.user.pk))
    return render(request, "referrals/suspicion_new.html", {"form": form}, status=422 if form.errors else 200)


@gate(Permission.SUSPICION_KEEP, Verb.SUSPICION_READ, purpose=PURPOSE)
def opened(request: StaffRequest, suspicion: object) -> HttpResponse:
    """What has been noticed so far, visit by visit."""
    found = require_suspicion(request.user, suspicion)
    request.seen(found)
    may_follow = request.user.has(Permission.REFERRAL_CREATE)
    context = {"kept": opened_suspicion(found), "state": _state(request, found), "may_follow": may_follow}
    return render(request, "referrals/suspicion.html", context)


@gate(Permission.SUSPICION_KEEP, Verb.SUSPICION_VISIT, purpose=PURPOSE)
def visit(request: StaffRequest, suspicion: object) -> HttpResponse:
    """Note a visit and plan the next."""
    found = require_suspicion(request.user, suspicion)
    every = request.POST.get("go") == "more"
    form = VisitForm(request.POST or None, kept=request.POST.getlist("signs"), every_sign=every)
    if every:
        unchecked(form)
    elif request.method == "POST" and form.is_valid():
        do = partial(outreach.add_visit, suspicion=found, by=request.user, **form.cleaned_data)
        if sent_once(request, form, "suspicion:visit", do) is not None:
            return HttpResponseRedirect(reverse("inbox:suspicion", args=[found.pk]))
    request.seen(found)
    context = {"kept": opened_suspicion(found), "form": form, "every": every}
    return render(request, "referrals/visit.html", context, status=422 if form.errors else 200)


@gate(Permission.SUSPICION_KEEP, Verb.SUSPICION_CLOSE, purpose=PURPOSE)
def close(request: StaffRequest, suspicion: object) -> HttpResponse:
    """It came to nothing."""
    found = require_suspicion(request.user, suspicion)
    if request.method == "POST":
        do = partial(outreach.close_suspicion, suspicion=found, by=request.user)
        once(key_in(request.POST), action="suspicion:close", by=request.user, do=do)
    return HttpResponseRedirect(reverse("inbox:outreach"))


def _state(request: StaffRequest, suspicion: Suspicion) -> str:
    """A referral form with what is known so far filled in; "refer now" posts it to the form."""
    return State(
        sender=Sender.PARTNER, user=str(request.user.pk), suspicion=str(suspicion.pk), answers=told_so_far(suspicion)
    ).sealed()
