"""Emergency access: a number, a reason, and the case is open for two hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.cases import actions
from varsel.casework.cases.forms.emergencies import EmergencyForm
from varsel.casework.cases.models import Case, EmergencyAccess
from varsel.casework.cases.queries.emergencies import has_lead, team_names
from varsel.casework.cases.rules.emergencies import TOLD_FOR
from varsel.casework.cases.views.sending import sent


@gate(Permission.CASE_BREAK_GLASS, Verb.CASE_BREAK_GLASS, purpose="emergency")
def emergency(request: StaffRequest) -> HttpResponse:
    """Ask for the number and the reason; the lead of the unit reads both."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "break_glass", lambda: actions.break_glass(by=request.user, **form.cleaned_data))
        if made is not None:
            case = EmergencyAccess.objects.select_related("case__unit").get(pk=made).case
            messages.add_message(request, *_who_is_told(case))
            return redirect("cases:detail", case.number)
    request.listed([], verb=Verb.CASE_LIST)
    return render(request, "cases/emergency.html", {"form": form}, status=422 if form.errors else 200)


def _who_is_told(case: Case) -> tuple[int, str]:
    """What is true of this case: its lead is told and for how long, or nobody is, and whom to call."""
    if has_lead(case):
        said = _(
            "The case is open to you for two hours. "
            "Its lead reads who, when and why on the home page for %(days)s days."
        )
        return messages.SUCCESS, said % {"days": TOLD_FOR.days}
    if team := team_names(case):
        said = _(
            "The case is open to you for two hours. Nobody leads its unit, so nobody has been told. "
            "Call the team yourself: %(team)s."
        )
        return messages.WARNING, said % {"team": ", ".join(team)}
    said = _(
        "The case is open to you for two hours. Nobody leads its unit, so nobody has been told. "
        "The team is empty: call the management of your organisation yourself."
    )
    return messages.WARNING, said
