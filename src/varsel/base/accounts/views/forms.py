"""How a form on a staff page is answered: sent on when it was accepted, shown again when it was not."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from varsel.base.accounts.gate import StaffRequest
from varsel.base.kernel.refusals import Refusal


def accepted(request: StaffRequest, form: forms.Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was posted, was in order, and its action said yes; a no stands at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        request.refuse(refusal)
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.remedy))
        return False
    return True


def shown(request: StaffRequest, template: str, form: forms.Form, **context: Any) -> TemplateResponse:
    """The page with the form; after a post that was not accepted with status 422."""
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, template, {"form": form, **context}, status=status)


def answered(
    request: StaffRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], object],
    *,
    template: str,
    then: str,
    **context: Any,
) -> HttpResponse:
    """Act and go on to `then`, or show the form (again). The view says beforehand what the page shows."""
    if accepted(request, form, act):
        return HttpResponseRedirect(then)
    return shown(request, template, form, **context)
