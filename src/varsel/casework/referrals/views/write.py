"""Writing a referral. All that was typed travels in the page itself; no cookie is set, nothing is kept unasked.

The form's own seal stands in for the CSRF token (ADR 70), so that an expired session or a rotated token can
never throw away what somebody wrote.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from varsel.base.accounts import sessions
from varsel.base.accounts.gate import PublicRequest, public
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.actor import ANONYMOUS
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.actions import attachments, drafts
from varsel.casework.referrals.actions.attempts import counted
from varsel.casework.referrals.forms.carried import carried_signs
from varsel.casework.referrals.forms.pages import PageForm
from varsel.casework.referrals.forms.state import State
from varsel.casework.referrals.forms.whole import first_fault, page_form, summary, told, unchecked
from varsel.casework.referrals.queries.pack import duties
from varsel.casework.referrals.queries.uploads import uploads
from varsel.casework.referrals.rules.limits import Standing
from varsel.casework.referrals.rules.pages import ORDER, Page, destination, number
from varsel.casework.referrals.rules.situation import Danger, Sender
from varsel.casework.referrals.views.crowds import address_of, slowed, stands, too_many

STAFF, PUBLIC = "design/staff.html", "design/public.html"
OPEN_TO_ALL = (Sender.SELF, Sender.PUBLIC, Sender.PROFESSIONAL)


@csrf_exempt
@public()
def begin(request: PublicRequest) -> HttpResponse:
    """Who writes; signs ticked on the page before come along."""
    signs = carried_signs(request.POST.get("signs", ""))
    partner = _partner(request)
    draft = access.draft_of(_user(request)) if partner else None
    context = {
        "frame": STAFF if partner else PUBLIC,
        "partner": partner,
        "signs": request.POST.get("signs", "") if signs else "",
        "draft": draft,
    }
    return render(request, "referrals/begin.html", context)


@csrf_exempt
@public()
def resume(request: PublicRequest) -> HttpResponse:
    """Open a saved form with its code, or delete it."""
    if request.method != "POST":
        return render(request, "referrals/resume.html", {})
    over = counted("draft", address_of(request))
    draft = None if over else access.draft_by_code(request.POST.get("code", ""))
    if draft is None:
        said = {"wrong": not over, "too_many": too_many() if over else ""}
        return render(request, "referrals/resume.html", said, status=422)
    state = State(**json.loads(draft.answers.open("resume")))
    state.draft = str(draft.pk)
    if request.POST.get("go") == "delete":
        drafts.delete_draft(draft)
        return render(request, "referrals/resume.html", {"deleted": True})
    return _page(request, state, Page.DANGER, resumed=True)


@csrf_exempt
@public()
def write(request: PublicRequest) -> HttpResponse:
    """One page of the form: keep what was typed, then do what the pressed button says."""
    if request.method != "POST":
        return _own_draft(request)
    state = State.opened(request.POST.get("state", "")) or _new_state(request)
    page = _asked_page(request)
    if page is None:
        return _page(request, state, Page.DANGER)
    if page is not Page.CHECK:
        state.answers.update(page_form(page, replace(state, answers=request.POST)).typed())
    if turned := _partner_gone(request, state):
        return turned
    go = request.POST.get("go", "next")
    return _BUTTONS.get(go, _move)(request, state, page)


def _asked_page(request: HttpRequest) -> Page | None:
    name = request.POST.get("page", "")
    return Page(name) if name in ORDER else None


def _new_state(request: PublicRequest) -> State:
    """A form begun now: by a partner under the log-in, else by whoever the pressed door says."""
    sender = request.POST.get("sender", "")
    state = State(answers={"signs": list(carried_signs(request.POST.get("signs", "")))})
    if sender == Sender.PARTNER and _partner(request):
        state.sender, state.user = Sender.PARTNER, str(request.actor.actor_id)
    elif sender in OPEN_TO_ALL:
        state.sender = sender
    return state


def _partner(request: PublicRequest) -> bool:
    return isinstance(request.actor, User) and request.actor.has(Permission.REFERRAL_CREATE)


def _user(request: PublicRequest) -> User:
    """The one who is logged in; asked only where somebody is."""
    return cast(User, request.user)


def _partner_gone(request: PublicRequest, state: State) -> HttpResponse | None:
    """A partner whose session has ended is sent to log in; what was typed waits there as a draft."""
    if not state.user:
        return None
    turned = sessions.turned_away(request)
    if turned is None and str(request.user.pk) == state.user:
        _autosave(state)
        return None
    _autosave(state)
    return turned or HttpResponseRedirect(reverse("referrals:begin"))


def _autosave(state: State) -> None:
    drafts.save_for(UUID(state.user), asdict(state))


def _own_draft(request: PublicRequest) -> HttpResponse:
    """After log-in: the partner's form as it was left."""
    draft = access.draft_of(request.actor) if isinstance(request.actor, User) else None
    if draft is None:
        return HttpResponseRedirect(reverse("referrals:begin"))
    return _page(request, State(**json.loads(draft.answers.open("resume"))), Page.DANGER, resumed=True)


def _move(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    """To another page; forward only when this one has no fault."""
    go = request.POST.get("go", "next")
    form = page_form(page, state) if page is not Page.CHECK else None
    if go == "next" and form is not None and not form.is_valid():
        return _page(request, state, page, form=form)
    if go == "next" and request.FILES:
        refused = _upload(request, state, page)
        if refused.status_code == 422:
            return refused
    return _page(request, state, destination(page, go))


def _more(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    return _page(request, state, page, every_sign=True)


def _save(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    """Keep the form because its writer asked for it, and give the code that opens it."""
    if found := stands(request, state, "save"):
        return _slowed(request, state, page, found)
    draft, code = drafts.save_under_code(asdict(state))
    context = {**_frame(request, state, page), "draft": draft, "code": code}
    return render(request, "referrals/saved.html", context)


def _upload(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    """Add a file, from a partner alone; a refusal stands at the field and the rest of the form is kept."""
    upload, form = request.FILES.get("files"), page_form(page, state)
    if not state.is_partner or upload is None:
        return _page(request, state, page)
    try:
        attachments.add_file(submission_key=UUID(state.key), by=_user(request), upload=upload)
    except Refusal as refusal:
        request.refuse(refusal)
        form.is_valid()
        form.add_error(refusal.field, str(refusal.remedy))
        return _page(request, state, page, form=form)
    return _page(request, state, page)


def _remove(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    """Take the last file away again."""
    kept = uploads(UUID(state.key), request.actor.actor_id)
    if kept:
        attachments.remove_file(attachment=kept[-1].attachment, by=_user(request))
    return _page(request, state, page)


def _send(request: PublicRequest, state: State, page: Page) -> HttpResponse:
    """Send it; whatever is wrong is shown where it can be mended."""
    fault = first_fault(state)
    if fault is not None:
        form = page_form(fault, state)
        form.is_valid()
        return _page(request, state, fault, form=form)
    what = told(state)
    found = stands(request, state, "send")
    if found and what["danger"] != Danger.NOW:  # danger is never turned away: at worst it is marked and stands behind
        return _slowed(request, state, page, found)
    try:
        sent = actions.send(
            key=UUID(state.key),
            told=what,
            crowded=bool(found),
            by=request.actor if state.user else ANONYMOUS,
            language=(get_language() or "da")[:2],
            origin=actions.Origin(
                suspicion=_uuid(state.suspicion), contact=_uuid(state.contact), draft=_uuid(state.draft)
            ),
        )
    except Refusal as refusal:
        request.refuse(refusal)
        form = page_form(Page.SIGNS, state)
        form.is_valid()
        form.add_error(refusal.field, str(refusal.remedy))
        return _page(request, state, Page.SIGNS, form=form)
    context = {**_frame(request, state, page), "sent": sent, "duties": duties()}
    return render(request, "referrals/sent.html", context)


def _slowed(request: PublicRequest, state: State, page: Page, found: Standing) -> HttpResponse:
    """Too much at once: the page again, with everything in it."""
    refusal = slowed(state, found)
    if page is Page.CHECK:
        return _check(request, state, refusal)
    form = page_form(page, state)
    form.is_valid()
    form.add_error(None, str(refusal.remedy))
    return _page(request, state, page, form=form)


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None


def _page(
    request: PublicRequest,
    state: State,
    page: Page,
    *,
    form: PageForm | None = None,
    every_sign: bool = False,
    resumed: bool = False,
) -> HttpResponse:
    """Draw a page; with a form that has faults the answer is 422."""
    if page is Page.CHECK:
        return _check(request, state)
    context = {
        **_frame(request, state, page),
        "form": form or unchecked(page_form(page, state, every_sign=every_sign)),
        "every_sign": every_sign,
        "resumed": resumed,
        "duties": duties() if page is Page.CHILD else {},
        "uploads": uploads(UUID(state.key), request.actor.actor_id) if state.user else [],
    }
    return render(request, f"referrals/{page.value}.html", context, status=422 if form else 200)


def _check(request: PublicRequest, state: State, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        **_frame(request, state, Page.CHECK),
        "answers": list(summary(state)),
        "refusal": refusal,
        "uploads": uploads(UUID(state.key), request.actor.actor_id) if state.user else [],
    }
    return render(request, "referrals/check.html", context, status=422 if refusal else 200)


def _frame(request: PublicRequest, state: State, page: Page) -> dict[str, Any]:
    """What every page of the form needs; staff pages stand around it for the one under whose log-in it is written."""
    under_log_in = bool(state.user) and str(request.actor.actor_id) == state.user
    return {
        "frame": STAFF if under_log_in else PUBLIC,
        "state": state,
        "sealed": state.sealed(),
        "page": page,
        "number": number(page),
        "total": len(ORDER),
    }


_BUTTONS: dict[str, Callable[[PublicRequest, State, Page], HttpResponse]] = {
    "more": _more,
    "save": _save,
    "upload": _upload,
    "remove": _remove,
    "send": _send,
}
