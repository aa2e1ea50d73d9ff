"""The list of cases, and opening a new one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.cases.forms.steps import OpenCaseForm
from varsel.casework.cases.models import Case
from varsel.casework.cases.queries.lists import CaseFilter, case_page
from varsel.casework.cases.queries.pages import STATUS_WORDS
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.views.sending import sent


@gate(Permission.CASE_LIST, Verb.CASE_LIST, purpose="casework")
def case_list(request: StaffRequest) -> HttpResponse:
    """The cases the user may see, by deadline, narrowed by what the address says."""
    wanted = CaseFilter.from_query(request.GET)
    page = case_page(request.user, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    request.listed([row.case for row in page.rows], criterion=wanted.criterion())
    for fault in page.faults:
        request.refuse(fault)
    switches = _filters(request)
    context = {
        "page": page,
        "chosen": [switch for switch in switches if switch["current"]],
        "others": [switch for switch in switches if not switch["current"]],
        "status_words": STATUS_WORDS,
        "wanted": wanted,
        "may_open": request.user.has(Permission.CASE_CREATE),
        "may_break_glass": request.user.has(Permission.CASE_BREAK_GLASS),
    }
    return render(request, "cases/list.html", context)


def _filters(request: StaffRequest) -> list[dict[str, object]]:
    """The filters as links that switch one condition on or off, so that a list is an address."""
    switches = [
        ("mine", "1", _("mine")),
        ("due", "7", _("deadline within 7 days")),
        ("danger", "1", _("in danger")),
        ("child", "1", _("children")),
        *(("status", status.value, STATUS_WORDS[status]) for status in Status),
    ]
    return [_switch(request, *switch) for switch in switches]


def _switch(request: StaffRequest, name: str, value: str, text: object) -> dict[str, object]:
    query = request.GET.copy()
    current = query.get(name) == value
    for gone in ("after", "before", name):
        query.pop(gone, None)
    if not current:
        query[name] = value
    return {"text": str(text).lower(), "current": current, "href": f"?{query.urlencode()}"}


@gate(Permission.CASE_CREATE, Verb.CASE_OPEN, purpose="casework")
def new_case(request: StaffRequest) -> HttpResponse:
    """Open a case without a referral."""
    form = OpenCaseForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "case_open", form.perform)
        if made is not None:
            messages.success(request, str(_("The case is open. You are on its team.")))
            return redirect("cases:detail", Case.objects.values_list("number", flat=True).get(pk=made))
    request.listed([])
    return render(request, "cases/new.html", {"form": form}, status=422 if form.errors else 200)
