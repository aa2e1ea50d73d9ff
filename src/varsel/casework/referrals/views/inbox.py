"""The centre's inbox: what came in, opened beside the list, and the five answers."""

from copy import copy
from functools import partial
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.actions.attachments import content_of
from varsel.casework.referrals.actions.conversation import PRESENCE_LASTS
from varsel.casework.referrals.forms.staff import DecisionForm, MessageForm, seen_last
from varsel.casework.referrals.models import Referral, Triage
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.queries.decisions import outcomes
from varsel.casework.referrals.queries.inbox import FILTERS, PURPOSE, crowd, inbox, others_looking
from varsel.casework.referrals.queries.pack import grounds
from varsel.casework.referrals.queries.reading import questions
from varsel.casework.referrals.queries.recipients import recipient, recipients, writer
from varsel.casework.referrals.queries.story import story
from varsel.casework.referrals.rules import triage as rules
from varsel.casework.referrals.rules.triage import Outcome
from varsel.casework.referrals.views.handed_over import says_what_was_handed_over
from varsel.casework.referrals.views.sending import sent_once

EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png", "application/pdf": "pdf"}


@gate(Permission.INBOX_LIST, Verb.INBOX_LIST, purpose=PURPOSE)
@require_GET
def listing(request: StaffRequest) -> HttpResponse:
    """The list alone."""
    return render(request, "referrals/inbox.html", _list(request))


@gate(Permission.REFERRAL_READ, Verb.REFERRAL_READ, purpose=PURPOSE)
@require_GET
@says_what_was_handed_over
def opened(request: StaffRequest, reference: str) -> HttpResponse:
    """A referral, with the list beside it."""
    referral = access.require(request.user, reference)
    actions.begin_reading(referral=referral, by=request.user)
    return _opened(request, referral)


@gate(Permission.REFERRAL_TRIAGE, Verb.REFERRAL_TRIAGE, purpose=PURPOSE)
@require_POST
@says_what_was_handed_over
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    """One of the five answers, or the lead's word on passing on."""
    referral = access.require(request.user, reference)
    form = _decision_form(request.POST)
    if sent_once(request, form, "referral:triage", partial(_decide, request, referral, form)) is None:
        return _opened(request, referral, decision=form, chosen=request.POST.get("outcome", ""))
    return HttpResponseRedirect(reverse("inbox:open", args=[reference]))


def _decide(request: StaffRequest, referral: Referral, form: DecisionForm) -> Triage:
    outcome = _outcome(request)
    form.is_valid()
    given = form.cleaned_data
    return actions.triage(
        referral=referral,
        outcome=outcome,
        by=request.user,
        after=seen_last(request.POST),
        reason=given.get("reason", ""),
        recipient=recipient(given.get("recipient", "")),
        ground=given.get("ground", ""),
    )


def _outcome(request: StaffRequest) -> Outcome:
    """What was pressed, if this page may do it: cases are opened and joined by the room of cases."""
    pressed = request.POST.get("outcome", "")
    here = {Outcome.ADVICE, Outcome.NO_ACTION, Outcome.PROPOSED}
    if request.user.has(Permission.REFERRAL_APPROVE_PASSING_ON):
        here |= {Outcome.APPROVED, Outcome.REJECTED}
    if pressed not in here:
        raise Refusal("answer_not_possible", remedy=_("Choose one of the answers on the page."))
    return Outcome(pressed)


@gate(Permission.REFERRAL_TRIAGE, Verb.REFERRAL_ASK, purpose=PURPOSE)
@require_POST
@says_what_was_handed_over
def ask(request: StaffRequest, reference: str) -> HttpResponse:
    """Write to the sender."""
    referral = access.require(request.user, reference)
    form = MessageForm(request.POST, label_suffix="")
    text, is_question = request.POST.get("text", ""), request.POST.get("kind") != "message"
    do = partial(actions.write_to_sender, referral=referral, by=request.user, text=text, is_question=is_question)
    if sent_once(request, form, "referral:ask", do) is None:
        return _opened(request, referral, message=form)
    return HttpResponseRedirect(reverse("inbox:open", args=[reference]))


@gate(Permission.REFERRAL_READ, Verb.ATTACHMENT_READ, purpose=PURPOSE)
@require_GET
def download(request: StaffRequest, reference: str, position: int) -> HttpResponse:
    """A file, always as a download under a name of ours, never shown inside a page.

    It is opened whole before the first byte leaves: one that was changed on the disk is refused and logged.
    """
    attachment = access.attachment(request.user, reference, position)
    request.seen(attachment)
    name = f"{reference}-{position}.{EXTENSIONS[attachment.content_type]}"
    response = HttpResponse(b"".join(content_of(attachment)), content_type=attachment.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _list(request: StaffRequest) -> dict[str, Any]:
    which = request.GET.get("show", "waiting")
    which = which if which in FILTERS else "waiting"
    found = inbox(request.user, which, request.GET.get("after", ""))
    for fault in found.faults:
        request.refuse(fault)
    rows = [row.referral for row in found.rows]
    request.listed(rows, criterion={"show": which}, verb=Verb.INBOX_LIST)
    return {
        "rows": found.rows,
        "following": found.following,
        "which": which,
        **_crowd(request, which),
    }


def _crowd(request: StaffRequest, which: str) -> dict[str, Any]:
    """What came in a flood: said on top while there is any, and a filter of its own then."""
    every, danger = crowd(request.user)
    hidden = {"crowded"} if not every and which != "crowded" else set()
    filters = {key: text for key, text in _filters().items() if key not in hidden}
    return {"crowd": every, "crowd_in_danger": danger, "filters": filters}


def _filters() -> dict[str, str]:
    return {
        "waiting": _("waiting for us"),
        "danger": _("danger now"),
        "children": _("children"),
        "passing_on": _("to be passed on"),
        "crowded": _("came in a flood"),
        "all": _("everything"),
    }


def _opened(request: StaffRequest, referral: Referral, **forms: Any) -> HttpResponse:
    told = story(referral, PURPOSE)
    request.seen(referral, verb=Verb.REFERRAL_READ)
    last = told.decisions[-1] if told.decisions else None
    given = outcomes(line.fact for line in told.decisions)
    context = {
        **_list(request),
        "referral": referral,
        "writer": writer(referral),
        "story": told,
        "questions": questions(told),
        "last": last,
        "after": last.fact.pk if last else "",
        "possible": {outcome.value for outcome in rules.possible(given, referral.persons)},
        "with_case": rules.with_case(given),
        "without_case": rules.without_case(given, referral.persons),
        "outcome_in_words": word(Outcome, referral.outcome),
        "others": others_looking(referral, request.user, timezone.now() - PRESENCE_LASTS),
        **_answers(forms.get("decision") or _decision_form(None), forms.get("chosen", "")),
        "chosen": forms.get("chosen", ""),
        "message": forms.get("message") or MessageForm(label_suffix=""),
        "may_decide": request.user.has(Permission.REFERRAL_TRIAGE),
        "may_approve": request.user.has(Permission.REFERRAL_APPROVE_PASSING_ON),
        "open_case_url": _link(request, Permission.CASE_CREATE, "cases:open_from_referral", referral),
        "join_case_url": _link(request, Permission.CASE_WORK, "cases:join_referral", referral),
    }
    return render(request, "referrals/opened.html", context, status=422 if forms else 200)


def _link(request: StaffRequest, permission: Permission, name: str, referral: Referral) -> str:
    """Where cases are opened; "" for whoever may not, and where that room has no such page."""
    if not request.user.has(permission):
        return ""
    try:
        return reverse(name, args=[referral.reference])
    except NoReverseMatch:
        return ""


def _decision_form(data: Any) -> DecisionForm:
    chosen = [(each.key, each.label) for each in grounds()]
    return DecisionForm(data, recipients=recipients(), grounds=chosen)


def _answers(form: DecisionForm, chosen: str) -> dict[str, DecisionForm]:
    """The form of each answer, with ids of its own; `decision` is the one that was sent."""
    apart = {name: copy(form) for name in ("advice", "proposed", "approved", "no_action")}
    for name, each in apart.items():
        each.auto_id, each._bound_fields_cache = f"id_{name}_%s", {}  # type: ignore[attr-defined]
    found = {f"answer_{name}": each for name, each in apart.items()}
    sent = "approved" if chosen == "rejected" else chosen
    return {**found, "decision": apart.get(sent, form)}
