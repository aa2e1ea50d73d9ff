"""The case, its clock, its decision, its sharing, and the deliberate opening of an identity."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.access import Seen, as_partner_sees, require
from varsel.casework.cases.forms.steps import DecisionForm, OpenIdentityForm, ShareForm, preview_parts
from varsel.casework.cases.models import Assessment, Interview, Note
from varsel.casework.cases.queries import pages
from varsel.casework.cases.queries.children import child_part
from varsel.casework.cases.queries.clock_pages import clock_views
from varsel.casework.cases.queries.decisions import Competence, lies_with
from varsel.casework.cases.queries.emergencies import emergencies_in
from varsel.casework.cases.queries.next_acts import next_acts, roads
from varsel.casework.cases.queries.origins import referrals_of
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.cases.views.acts import perform

OWN_PARTS = {"consents": _("Consents"), "sharing": _("Access")}
# What templates ask before they offer an act.
MAY = {
    "work": Permission.CASE_WORK,
    "note": Permission.CASE_NOTE,
    "assess": Permission.CASE_ASSESS,
    "decide": Permission.CASE_DECIDE,
    "pass_on": Permission.CASE_PASS_ON,
    "share": Permission.CASE_SHARE,
    "identity": Permission.IDENTITY_OPEN,
    "assign": Permission.CASE_ASSIGN,
}


@gate(Permission.CASE_READ, Verb.CASE_READ, purpose="casework")
def detail(request: StaffRequest, number: str) -> HttpResponse:
    """The case as the reader may see it: what is due first, then the part in view."""
    seen = require(request.user, number, Permission.CASE_READ)
    part = _part(request, seen)
    request.seen(seen.case, fields=[part] if part else [])
    user = request.user
    may = {name: user.has(permission) and seen.allows(permission) for name, permission in MAY.items()}
    shown = frame(seen, part)
    body = shown["body"]
    open_to, referrals = roads(seen, body), referrals_of(seen, user)
    context = {
        **shown,
        **_in_view(seen, part),
        "may": may | {"assess": may["assess"] and open_to.assess, "pass_on": may["pass_on"] and open_to.pass_on},
        "may_end": may["share"],
        "part_template": f"cases/parts/{part}.html",
        "referrals": referrals,
        "opened": [] if seen.is_own else pages.opened_to(user, seen.case),
        "next": next_acts(seen, user, body, shown["body_name"], referrals),
    }
    return render(request, "cases/detail.html", context)


def _part(request: StaffRequest, seen: Seen) -> str:
    """The part in view: the one asked for, if it is open, else the first that is."""
    open_parts = [part.value for part in CasePart if seen.shows(part)] + (list(OWN_PARTS) if seen.is_own else [])
    asked = request.GET.get("part", "")
    if asked and asked not in open_parts:
        raise Http404
    return asked or (open_parts[0] if open_parts else "")


def frame(seen: Seen, part: str) -> dict[str, Any]:
    """Top band, path, tabs, who decides, time line."""
    clocks = pages.clocks_seen(seen)
    body, body_name = pages.body_of(seen) if seen.shows(CasePart.ASSESSMENT) else (None, "")
    return {
        "seen": seen,
        "case": seen.case,
        "part": part,
        "status": pages.STATUS_WORDS[seen.case.status],
        "working_name": pages.working_name(seen),
        "team": pages.team_of(seen),
        "others": pages.access_held(pages.shares_of(seen)) if seen.is_own else [],
        "steps": pages.path_of(seen, clocks),
        "clocks": clocks,
        "tabs": _tabs(seen, part),
        "timeline": pages.timeline(seen),
        "body": body,
        "body_name": body_name,
        "because": pages.because(seen, body, body_name),
        "today": timezone.localdate(),
    }


def _tabs(seen: Seen, current: str) -> list[dict[str, Any]]:
    words = {part.value: pages.PART_WORDS[part] for part in CasePart if seen.shows(part)}
    words |= OWN_PARTS if seen.is_own else {}
    base = reverse("cases:detail", args=[seen.case.number])
    return [{"text": text, "href": f"{base}?part={part}", "current": part == current} for part, text in words.items()]


def _in_view(seen: Seen, part: str) -> dict[str, Any]:
    """The rows of the part in view."""
    case = seen.case
    of_part: dict[str, Callable[[], dict[str, Any]]] = {
        CasePart.PERSON: lambda: {
            "person": case.person,
            "citizenships": [one.country.label for one in case.person.citizenships.select_related("country")],
            **child_part(seen),
        },
        CasePart.SITUATION: lambda: {"situations": pages.standing_situations(seen)},
        CasePart.INTERVIEW: lambda: {
            "interviews": pages.opened(
                seen, Interview, "summary", "place_kind", "interpreter_language", "companion", "held_by"
            )
        },
        CasePart.ASSESSMENT: lambda: {
            "assessments": pages.opened(seen, Assessment, "reason", "outcome", "organisation", "decided_by"),
            "residence": pages.residence_label(seen),
        },
        CasePart.NOTE: lambda: {"notes": pages.opened(seen, Note, "text", "written_by", "corrects")},
        "consents": lambda: {"consents": pages.consents_of(seen)},
        "sharing": lambda: {"shares": pages.shares_of(seen), "emergencies": emergencies_in(seen)},
    }
    return of_part.get(part, dict)()


@gate(Permission.CASE_READ, Verb.CASE_READ, purpose="casework")
def clock(request: StaffRequest, number: str) -> HttpResponse:
    """Every period of the case: ruler, reasons, what may be done today and why the rest may not."""
    seen = require(request.user, number, Permission.CASE_READ)
    if not seen.shows(CasePart.PERIOD):
        raise Http404
    request.seen(seen.case, fields=["period"])
    context = {"case": seen.case, "seen": seen, "views": clock_views(seen, request.user), "today": timezone.localdate()}
    return render(request, "cases/clock.html", context)


def _decide(permission: Permission) -> Any:
    @gate(permission, Verb.CASE_READ, purpose="assessment")
    def view(request: StaffRequest, number: str) -> HttpResponse:
        """Grounds on the left, the decision on the right, on top who decides and why."""
        seen = require(request.user, number, permission)
        form = DecisionForm(seen, request.user, request.POST or None)
        body, body_name = pages.body_of(seen)
        more = {
            "body": body,
            "body_name": body_name,
            "because": pages.because(seen, body, body_name),
            "is_entered": body is not None and bool(body.rule.entered_by),
            "is_body": _is_asked(seen, request, body),
            "assessments": pages.opened(seen, Assessment, "reason", "outcome", "organisation", "decided_by"),
            "situations": pages.standing_situations(seen),
            "residence": pages.residence_label(seen),
            "may_record": seen.is_own and request.user.has(Permission.CASE_WORK),
            "may_pass_on": seen.is_own and request.user.has(Permission.CASE_PASS_ON),
        }
        return perform(request, seen, form, "cases/decide.html", **more)

    return view


def _is_asked(seen: Seen, request: StaffRequest, body: Competence | None) -> bool:
    """Whether the reader's organisation writes the decision down, and has the case."""
    mine = request.user.organisation_id
    return body is not None and body.is_written_by(mine) and lies_with(seen.case, mine)


assess = _decide(Permission.CASE_ASSESS)
decide = _decide(Permission.CASE_DECIDE)


@gate(Permission.CASE_SHARE, Verb.CASE_READ, purpose="casework")
def share(request: StaffRequest, number: str) -> HttpResponse:
    """Who has access to what; a new line; and how the case would look to them before it is opened."""
    seen = require(request.user, number, Permission.CASE_SHARE)
    form = ShareForm(seen, request.user, request.POST or None)
    if "preview" in request.POST:
        parts = preview_parts(form, seen)
        request.seen(seen.case)
        preview = frame(as_partner_sees(seen.case, parts), "")
        more = {"preview": preview, "preview_parts": [pages.PART_WORDS[part] for part in CasePart if part in parts]}
        context = {"seen": seen, "case": seen.case, "form": form, "shares": pages.shares_of(seen), **more}
        return render(request, "cases/share.html", context)
    return perform(request, seen, form, "cases/share.html", shares=pages.shares_of(seen))


@gate(Permission.IDENTITY_OPEN, Verb.CASE_READ, purpose="casework")
def identity(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for the purpose first; then show who the person is, once, on this page only."""
    seen = require(request.user, number, Permission.IDENTITY_OPEN)
    form = OpenIdentityForm(seen, request.user, request.POST or None)
    values: dict[str, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            values = form.perform()
        except Refusal as refusal:
            form.add_error("purpose", str(refusal.remedy))
    request.seen(seen.case)
    back = reverse("cases:detail", args=[number])
    context = {"seen": seen, "case": seen.case, "form": form, "identity": values, "back": back}
    return render(request, "cases/identity.html", context, status=422 if form.errors else 200)
