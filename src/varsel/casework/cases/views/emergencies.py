"""Emergency access: a number, a reason, and the case is open for two hours."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.cases import actions
from varsel.casework.cases.forms.emergencies import EmergencyForm
from varsel.casework.cases.models import EmergencyAccess
from varsel.casework.cases.views.sending import sent


@gate(Permission.CASE_BREAK_GLASS, Verb.CASE_BREAK_GLASS, purpose="emergency")
def emergency(request: StaffRequest) -> HttpResponse:
    """Ask for the number and the reason; the lead of the unit reads both."""
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        do = lambda: actions.break_glass(by=request.user, **form.cleaned_data)  # noqa: E731
        made = sent(request, form, "break_glass", do)
        if made is not None:
            messages.success(request, _("The case is open to you for two hours. Its lead has been told."))
            opened = EmergencyAccess.objects.select_related("case").get(pk=made)
            return redirect("cases:detail", opened.case.number)
    request.listed([], verb=Verb.CASE_LIST)
    return render(request, "cases/emergency.html", {"form": form}, status=422 if form.errors else 200)
