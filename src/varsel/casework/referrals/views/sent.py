"""What became of it: the partner's own page."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import key_in, once
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.actions.conversation import see
from varsel.casework.referrals.forms.staff import MessageForm
from varsel.casework.referrals.queries.sent import sent, what_became
from varsel.casework.referrals.queries.story import for_sender, lines

PURPOSE = "own_referral"


@gate(Permission.REFERRAL_CREATE, Verb.REFERRAL_FOLLOW, purpose=PURPOSE)
def listing(request: StaffRequest) -> HttpResponse:
    """What the organisation has sent, and what the centre did with it."""
    found = sent(request.user, request.GET.get("after", ""))
    request.listed([row.referral for row in found.rows])
    return render(request, "referrals/sent_list.html", {"found": found, "draft": access.draft_of(request.user)})


@gate(Permission.REFERRAL_CREATE, Verb.REFERRAL_FOLLOW, purpose=PURPOSE)
def opened(request: StaffRequest, reference: str) -> HttpResponse:
    """One of them: status, questions, an answer; the report itself is not shown again."""
    referral = access.require_own(request.user, reference)
    form = MessageForm(request.POST or None, label_suffix="")
    if request.method == "POST":
        try:
            text = request.POST.get("text", "")
            once(
                key_in(request.POST),
                action="referral:answer",
                by=request.user,
                do=lambda: actions.answer(referral=referral, by=request.user, text=text),
            )
        except Refusal as refusal:
            request.refuse(refusal)
            form.is_valid()
            form.add_error(refusal.field, str(refusal.remedy))
        else:
            return HttpResponseRedirect(reverse("inbox:sent_one", args=[reference]))
    messages, hidden = for_sender(referral)
    request.seen(referral)
    context = {"row": what_became(referral), "lines": lines(messages, PURPOSE), "hidden": hidden, "form": form}
    see(messages)
    return render(request, "referrals/sent_one.html", context, status=422 if request.method == "POST" else 200)
