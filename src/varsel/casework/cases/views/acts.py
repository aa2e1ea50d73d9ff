"""One page for each act in a case: a question, its form, and back to the case when it is done."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.cases.access import Seen, is_visible, require, within
from varsel.casework.cases.forms import children, file, periods, steps
from varsel.casework.cases.forms.acts import ActForm
from varsel.casework.cases.models import ClockEvent, Consent, Note, Notification, Representative, Share, Situation
from varsel.casework.cases.queries.clocks import clock_exists
from varsel.casework.cases.views.sending import sent

View = Callable[..., HttpResponseBase]


def act_page(
    form_class: type[ActForm],
    permission: Permission,
    target: type[Model] | None = None,
    *,
    in_emergency: bool = True,
    **only: str,
) -> View:
    """The view of one act; with `target`, an act on a record inside the case, reached through the case, and of
    those only the ones that `only` names; without `in_emergency`, not for whoever broke the glass."""

    @gate(permission, Verb.CASE_READ, purpose="casework")
    def view(request: StaffRequest, number: str, **inside: UUID | str) -> HttpResponse:
        seen = require(request.user, number, permission)
        if seen.until and not in_emergency:
            raise Http404
        initial = {name: request.GET[name] for name in form_class.from_address if name in request.GET}
        more = _target(seen, target, {**inside, **only})
        form = form_class(seen, request.user, request.POST or None, initial=initial, **more)
        return perform(request, seen, form)

    return view


def _target(seen: Seen, model: type[Model] | None, inside: Mapping[str, UUID | str]) -> dict[str, object]:
    if "clock" in inside:
        return {"target": _known_clock(str(inside["clock"]))}
    if model is None:
        return {}
    return {"target": get_object_or_404(within(seen, model), **inside)}


def _known_clock(key: str) -> str:
    if not clock_exists(key):
        raise Http404
    return key


def perform(
    request: StaffRequest, seen: Seen, form: ActForm, template: str = "cases/act.html", **more: object
) -> HttpResponse:
    """Show the form; when it is sent and the act is done, go back to the case and say what happened."""
    if request.method == "POST" and form.is_valid():
        sent(request, form, form.act, form.perform)
        if not form.errors:
            messages.success(request, str(form.done))
            return redirect(back_to(seen, form) if is_visible(request.user, seen.case) else "cases:list")
    request.seen(seen.case)
    context = {"seen": seen, "case": seen.case, "form": form, "back": back_to(seen, form), **more}
    return render(request, template, context, status=422 if form.errors else 200)


def back_to(seen: Seen, form: ActForm) -> str:
    base = reverse("cases:detail", args=[seen.case.number])
    return f"{base}?part={form.part}" if form.part else base


interview = act_page(file.InterviewForm, Permission.CASE_WORK)
situation = act_page(file.SituationForm, Permission.CASE_WORK)
correct_situation = act_page(file.SituationCorrectionForm, Permission.CASE_WORK, Situation)
element = act_page(file.ElementForm, Permission.CASE_WORK)
consent = act_page(file.ConsentForm, Permission.CASE_WORK)
withdraw = act_page(file.WithdrawalForm, Permission.CASE_WORK, Consent)
note = act_page(file.NoteForm, Permission.CASE_NOTE)
correct_note = act_page(file.CorrectionForm, Permission.CASE_NOTE, Note)
notification = act_page(children.NotificationForm, Permission.CASE_WORK)
correct_notification = act_page(children.NotificationCorrectionForm, Permission.CASE_WORK, Notification)
answer = act_page(children.AnswerForm, Permission.CASE_WORK, Notification)
representative = act_page(children.RepresentativeForm, Permission.CASE_WORK)
correct_representative = act_page(children.RepresentativeCorrectionForm, Permission.CASE_WORK, Representative)
end_representative = act_page(children.RepresentativeEndForm, Permission.CASE_WORK, Representative)
person = act_page(steps.PersonForm, Permission.CASE_WORK)
write_identity = act_page(steps.IdentityForm, Permission.IDENTITY_OPEN)
residence = act_page(steps.ResidenceForm, Permission.CASE_WORK)
pass_on = act_page(steps.PassOnForm, Permission.CASE_PASS_ON)
start_clock = act_page(periods.StartClockForm, Permission.CLOCK_START)
extend_clock = act_page(periods.ExtendClockForm, Permission.CLOCK_EXTEND)
end_clock = act_page(periods.EndClockForm, Permission.CLOCK_EXTEND)
correct_start = act_page(periods.CorrectStartForm, Permission.CLOCK_START, ClockEvent, kind="started")
correct_extension = act_page(periods.CorrectExtensionForm, Permission.CLOCK_EXTEND, ClockEvent, kind="extended")
correct_end = act_page(periods.CorrectEndForm, Permission.CLOCK_EXTEND, ClockEvent, kind="ended")
end_share = act_page(steps.EndShareForm, Permission.CASE_SHARE, Share)
team = act_page(steps.TeamForm, Permission.CASE_ASSIGN)
close = act_page(steps.CloseForm, Permission.CASE_WORK, in_emergency=False)
reopen = act_page(steps.ReopenForm, Permission.CASE_WORK, in_emergency=False)
