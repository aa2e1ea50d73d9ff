"""Coming back with the code: a bounded status and a conversation, and never a word of the report."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from varsel.base.accounts.gate import PublicRequest, public
from varsel.base.kernel.actor import ANONYMOUS
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import key_in, once
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.actions.attempts import counted
from varsel.casework.referrals.actions.conversation import see
from varsel.casework.referrals.forms.staff import MessageForm
from varsel.casework.referrals.forms.ticket import ticket, ticketed
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.queries.pack import days_kept
from varsel.casework.referrals.queries.story import lines, under_code
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.views.crowds import address_of, too_many
from varsel.casework.referrals.views.sending import say

PURPOSE = "conversation"


@csrf_exempt
@public()
def receipt(request: PublicRequest) -> HttpResponse:
    """Ask for the code; with it, show the conversation. The code travels in the body and is never an address."""
    if request.method != "POST":
        return render(request, "referrals/receipt.html", {})
    if "ticket" in request.POST:
        return _go_on(request)
    over = counted("receipt", address_of(request))
    open_for = timedelta(days=days_kept("referral_receipt"))
    referral = None if over else access.by_receipt(request.POST.get("code", ""), open_for=open_for)
    if referral is None:
        said = {"wrong": not over, "too_many": too_many() if over else ""}
        return render(request, "referrals/receipt.html", said, status=422)
    kept = request.POST.get("text", "")
    return _conversation(request, referral, form=MessageForm(initial={"text": kept}, label_suffix=""))


def _go_on(request: PublicRequest) -> HttpResponse:
    """The sender answers; the page itself remembers for half an hour which conversation it is."""
    text = request.POST.get("text", "")
    referral = access.by_ticket(ticketed(request.POST["ticket"]))
    if referral is None:
        return render(request, "referrals/receipt.html", {"old": True, "typed": text}, status=422)
    try:
        if counted("answer", str(referral.pk)):
            raise Refusal("too_many", field="text", remedy=too_many())
        once(
            key_in(request.POST),
            action="referral:answer",
            by=ANONYMOUS,
            do=lambda: actions.answer(referral=referral, by=ANONYMOUS, text=text),
        )
    except Refusal as refusal:
        form = MessageForm({"text": text}, label_suffix="")
        say(form, refusal)
        return _conversation(request, referral, form=form)
    return _conversation(request, referral, answered=True)


def _conversation(
    request: PublicRequest, referral: Referral, *, form: MessageForm | None = None, answered: bool = False
) -> HttpResponse:
    messages, hidden = under_code(referral)
    context = {
        "status": referral.status,
        "status_in_words": word(Status, referral.status),
        "lines": lines(messages, PURPOSE),
        "hidden": hidden,
        "form": form or MessageForm(label_suffix=""),
        "ticket": ticket(referral.pk),
        "answered": answered,
    }
    see(messages)
    return render(request, "referrals/conversation.html", context, status=422 if form and form.errors else 200)
