"""Sending a form once: a double click is one act, and a refusal goes back to its field with everything kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms

from varsel.base.accounts.gate import StaffRequest
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import key_in, once


def sent_once(
    request: StaffRequest,
    form: forms.Form,
    act: str,
    do: Callable[[], Any],
    refused: Callable[[Refusal], None] = lambda refusal: None,
) -> UUID | None:
    """The id of what was made, by this click or the first; None when refused, the reason then stands in the form.

    `refused` does what else a room does about a refusal.
    """
    try:
        return once(key_in(request.POST), action=act, by=request.user, do=do)
    except Refusal as refusal:
        request.refuse(refusal)
        say(form, refusal)
        refused(refusal)
        return None


def say(form: forms.Form, refusal: Refusal) -> None:
    """Put the reason at its field, in the place of what else is wrong there; over the form where it has no field."""
    visible = {field.name for field in form.visible_fields()}
    field = refusal.field if refusal.field in visible else None
    form.is_valid()
    if field:
        form.errors.pop(field, None)
    form.add_error(field, str(refusal.remedy))
