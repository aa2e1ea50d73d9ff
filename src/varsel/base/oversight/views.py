"""The auditors' pages: the look-ups, one subject's stream, a person's extract, the state of the chain.

Reading the log is itself remembered in it, under the verbs that begin with `log:`.
"""

from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit import labels
from varsel.base.audit.faults import Fault
from varsel.base.audit.queries import all_about, criterion_of, events
from varsel.base.audit.seals import make_seal
from varsel.base.audit.verbs import Verb
from varsel.base.audit.verification import remember, verify
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.base.oversight import access
from varsel.base.oversight.forms import PERIODS, FilterForm, NumberForm
from varsel.base.oversight.queries import people
from varsel.base.oversight.queries.chain import state
from varsel.base.oversight.queries.extract import extract as extract_of
from varsel.base.oversight.queries.lines import line, page
from varsel.base.oversight.queries.unusual import unusual

PURPOSE = "oversight"
SHOWN = 50  # subjects of a list that the page of an event names
auditors = partial(gate, Permission.AUDIT_READ, purpose=PURPOSE)


@auditors(Verb.LOG_LIST)
@require_GET
def listing(request: StaffRequest) -> HttpResponse:
    """The look-ups, newest first; the unusual ones on top."""
    return _listing(request, NumberForm(label_suffix=""))


def _listing(request: StaffRequest, number: NumberForm, status: int = 200) -> HttpResponse:
    form = FilterForm(request.GET, people=people.everybody())
    asked = form.asked()
    wanted = events(**asked.conditions(legal_today(), request.user.pk))
    found = page(access.visible_to(request.user) & wanted, request.GET.get("after", ""))
    remarkable, reasons = unusual()
    shown = [*found.events, *(one.event for one in remarkable)]
    request.listed(shown, criterion=asked.criterion(), verb=Verb.LOG_LIST)
    context = {
        "form": form,
        "asked": asked,
        "sentence": form.sentence(asked),
        "periods": PERIODS,
        "page": found,
        "unusual": remarkable,
        "reasons": reasons,
        "number": number,
        "state": state(),
    }
    return TemplateResponse(request, "oversight/list.html", context, status=status)


@auditors(Verb.LOG_READ)
@require_POST
def find(request: StaffRequest) -> HttpResponse:
    """From a number on a letter to all that the log holds about it."""
    form = NumberForm(request.POST, label_suffix="")
    found = labels.find(form.cleaned_data["number"]) if form.is_valid() else None
    if found:
        return HttpResponseRedirect(reverse("oversight:subject", args=found))
    if form.is_valid():
        refusal = Refusal("unknown_number", field="number", remedy=_("Nothing has this number. Check each character."))
        request.refuse(refusal)
        form.add_error("number", str(refusal.remedy))
    return _listing(request, form, status=422)


@auditors(Verb.LOG_READ)
@require_GET
def subject(request: StaffRequest, kind: str, subject: UUID) -> HttpResponse:
    """All that the log holds about one subject."""
    key = access.require_subject(request.user, kind, subject)
    found = page(all_about(key), request.GET.get("after", ""))
    request.seen(key)
    return TemplateResponse(request, "oversight/subject.html", {"about": _label(key), "page": found})


@auditors(Verb.LOG_READ, purpose="access_request")
@require_GET
def extract(request: StaffRequest, kind: str, subject: UUID) -> HttpResponse:
    """What the person may have: dates and purposes."""
    key = access.require_subject(request.user, kind, subject)
    rows = extract_of(key)
    request.seen(key)
    context = {"about": _label(key), "rows": rows, "today": legal_today()}
    return TemplateResponse(request, "oversight/extract.html", context)


@auditors(Verb.LOG_READ)
def event(request: StaffRequest, event: UUID) -> HttpResponse:
    """One event; a post opens what was searched for."""
    found = access.require(request.user, event)
    opened = request.method == "POST" and bool(found.criterion)
    rows = [(row.subject_kind, row.subject_id) for row in found.shown.order_by("position")[:SHOWN]]
    told = labels.labels(rows)
    request.seen(found, verb=Verb.LOG_OPEN if opened else Verb.LOG_READ, fields=["criterion"] if opened else [])
    context: dict[str, Any] = {
        "line": line(found),
        "shown": [told[row] for row in rows],
        "criterion": criterion_of(found) if opened else {},
    }
    return TemplateResponse(request, "oversight/event.html", context)


@auditors(Verb.LOG_VERIFY)
@require_GET
def chain(request: StaffRequest) -> HttpResponse:
    """When the log was last checked and sealed."""
    return _chain(request)


@auditors(Verb.LOG_VERIFY)
@require_POST
def check(request: StaffRequest) -> HttpResponse:
    """Check a small trail while the auditor waits."""
    if not state().is_small:
        raise Refusal("too_long", remedy=_("The log is too long to be checked from a page. Use the command."))
    remember(verify(settings.VARSEL_SEALS), settings.VARSEL_SEALS)
    return _chain(request, checked=True)


@auditors(Verb.LOG_SEAL)
@require_POST
def seal(request: StaffRequest) -> HttpResponse:
    """Seal the log of the day."""
    try:
        make_seal(settings.VARSEL_SEALS, legal_today(), by=request.user)
    except Fault as fault:
        raise Refusal("trail_broken", remedy=_("Nothing was sealed: the log is broken. Check it first.")) from fault
    return HttpResponseRedirect(reverse("oversight:chain"))


def _chain(request: StaffRequest, *, checked: bool = False) -> HttpResponse:
    request.seen(("actor", request.user.pk), verb=Verb.LOG_VERIFY if checked else Verb.LOG_LIST)
    return TemplateResponse(request, "oversight/chain.html", {"state": state(), "checked": checked})


def _label(key: labels.Key) -> labels.Label:
    return labels.labels([key])[key]
