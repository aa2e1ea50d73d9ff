"""From a referral to a case: opening one, or joining the referral to one that is open."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.cases import actions
from varsel.casework.cases.access import is_visible, require
from varsel.casework.cases.forms.origins import JoinForm
from varsel.casework.cases.forms.steps import OpenCaseForm
from varsel.casework.cases.models import Case
from varsel.casework.cases.views.sending import sent
from varsel.casework.referrals import access as referrals
from varsel.casework.referrals.actions.deciding import last_decision
from varsel.casework.referrals.forms.staff import seen_last
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.queries.decisions import without_case
from varsel.casework.referrals.rules.situation import Answer, Danger
from varsel.casework.referrals.views.handed_over import says_what_was_handed_over


@gate(Permission.CASE_CREATE, Verb.REFERRAL_READ, purpose="triage")
@says_what_was_handed_over
def open_from_referral(request: StaffRequest, reference: str) -> HttpResponse:
    """Open a case from a referral, with what the referral says already filled in."""
    referral = referrals.require(request.user, reference)
    known = {"in_danger": referral.danger == Danger.NOW, "may_be_child": referral.child == Answer.YES}
    form = OpenCaseForm(request.user, request.POST or None, initial=known)

    def do() -> Case:
        return actions.open_from_referral(referral, by=request.user, after=seen_last(request.POST), **form.cleaned_data)

    return _answer(request, referral, form, "referral_open", do)


@gate(Permission.CASE_WORK, Verb.REFERRAL_READ, purpose="triage")
@says_what_was_handed_over
def join_referral(request: StaffRequest, reference: str) -> HttpResponse:
    """Join a referral to a case that the user may work on, named by its number."""
    referral = referrals.require(request.user, reference)
    form = JoinForm(request.user, request.POST or None)

    def do() -> Case:
        case = require(request.user, form.cleaned_data["number"], Permission.CASE_WORK).case
        actions.join_referral(case, by=request.user, referral=referral, after=seen_last(request.POST))
        return case

    return _answer(request, referral, form, "referral_join", do)


def _answer(
    request: StaffRequest, referral: Referral, form: forms.Form, act: str, do: Callable[[], Any]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, act, do)
        if made is not None:
            return _onwards(request, referral, Case.objects.get(pk=made))
    request.seen(referral)
    heading = _("Open a new case") if isinstance(form, OpenCaseForm) else _("Join the referral to a case")
    submit = _("Open the case") if isinstance(form, OpenCaseForm) else _("Join the referral to the case")
    context = {"form": form, "heading": heading, "submit": submit, "reference": referral.reference}
    context["after"] = last.pk if (last := last_decision(referral)) else ""
    return render(request, "cases/from_referral.html", context, status=422 if form.errors else 200)


def _onwards(request: StaffRequest, referral: Referral, case: Case) -> HttpResponse:
    """To the case; back to the referral while further persons in it have none, and for one who may not see the case."""
    left = without_case(referral)
    words = {"case": case, "left": left}
    if left:
        said = ngettext(
            "The referral belongs to case %(case)s now. One more person in it has no case yet.",
            "The referral belongs to case %(case)s now. %(left)s more persons in it have no case yet.",
            left,
        )
    else:
        said = gettext("The referral belongs to case %(case)s now.")
    messages.success(request, said % words)
    if left or not is_visible(request.user, case):
        return redirect("inbox:open", referral.reference)
    return redirect("cases:detail", case.number)
