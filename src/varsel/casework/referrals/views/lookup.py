"""Looking an earlier referral up. What is sought is posted: a receipt's code opens a conversation and is no address."""

from django.http import HttpResponse
from django.shortcuts import render

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.referrals.forms.staff import LookUpForm
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.queries.inbox import PURPOSE
from varsel.casework.referrals.queries.lookup import Found, look_up
from varsel.casework.referrals.rules.lookup import By, understood
from varsel.casework.referrals.rules.triage import Outcome


@gate(Permission.REFERRAL_READ, Verb.INBOX_SEARCH, purpose=PURPOSE)
def search(request: StaffRequest) -> HttpResponse:
    """By receipt code, number or day; each search is an event, with what was sought where that is no secret."""
    form = LookUpForm(request.POST or None)
    known = understood(form.cleaned_data["text"]) if form.is_valid() else None
    found = look_up(request.user, *known) if known else Found()
    for fault in found.faults:
        request.refuse(fault)
    request.listed([row.referral for row in found.rows], criterion=_criterion(known))
    outcome = word(Outcome, found.handled.outcome) if found.handled else ""
    context = {"form": form, "sought": known, "found": found, "outcome": outcome}
    return render(request, "referrals/search.html", context, status=422 if form.errors else 200)


def _criterion(known: tuple[By, str] | None) -> dict[str, str]:
    if known is None:
        return {}
    by, plain = known
    return {"by": by.value} | ({} if by is By.RECEIPT else {by.value: plain})
