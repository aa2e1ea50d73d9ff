"""Sending a form once: a double click is one act, and a refusal goes back to its field with everything kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms

from varsel.base.accounts.gate import StaffRequest
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import key_in, once
from varsel.casework.cases.forms.acts import ActForm

OVERTAKEN = frozenset({"changed_meanwhile", "decided_meanwhile", "not_the_deciding_body"})


def sent(request: StaffRequest, form: forms.Form, act: str, do: Callable[[], Any]) -> UUID | None:
    """The id of what was made; None when the act was refused, the reason then stands in the form."""
    try:
        return once(key_in(request.POST), action=f"cases.{act}", by=request.user, do=do)
    except Refusal as refusal:
        visible = {field.name for field in form.visible_fields()}
        form.add_error(refusal.field if refusal.field in visible else None, str(refusal.remedy))
        request.refuse(refusal)
        if refusal.code in OVERTAKEN and isinstance(form, ActForm):
            form.follow()
        return None
