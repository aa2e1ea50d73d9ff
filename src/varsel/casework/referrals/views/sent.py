"""What became of it: the partner's own page."""

from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.forms.staff import MessageForm
from varsel.casework.referrals.queries.sent import PURPOSE, sent, sent_rows
from varsel.casework.referrals.queries.story import under_log_in
from varsel.casework.referrals.views.handed_over import says_what_was_handed_over
from varsel.casework.referrals.views.sending import sent_once


@gate(Permission.REFERRAL_CREATE, Verb.REFERRAL_FOLLOW, purpose=PURPOSE)
def listing(request: StaffRequest) -> HttpResponse:
    """What the organisation has sent, and what the centre did with it."""
    found = sent(request.user, request.GET.get("after", ""))
    for fault in found.faults:
        request.refuse(fault)
    suspicions = [row.suspicion for row in found.rows if row.suspicion]
    request.listed([*(row.referral for row in found.rows), *suspicions])
    return render(request, "referrals/sent_list.html", {"found": found, "draft": access.draft_of(request.user)})


@gate(Permission.REFERRAL_CREATE, Verb.REFERRAL_FOLLOW, purpose=PURPOSE)
@says_what_was_handed_over
def opened(request: StaffRequest, reference: str) -> HttpResponse:
    """One of them: status, questions, an answer; of the report only by what its writer knows it again."""
    referral = access.require_own(request.user, reference)
    form = MessageForm(request.POST or None, label_suffix="")
    if request.method == "POST":
        do = partial(actions.answer, referral=referral, by=request.user, text=request.POST.get("text", ""))
        if sent_once(request, form, "referral:answer", do) is not None:
            return HttpResponseRedirect(reverse("inbox:sent_one", args=[reference]))
    rows, faults = sent_rows([referral], request.user)
    for fault in faults:
        request.refuse(fault)
    row = rows[0]
    request.seen(referral, fields=["place"] if row.place else [])
    if row.suspicion:
        request.seen(row.suspicion, fields=["first_name"])
    context = {"row": row, "lines": under_log_in(referral, PURPOSE), "form": form}
    return render(request, "referrals/sent_one.html", context, status=422 if request.method == "POST" else 200)
