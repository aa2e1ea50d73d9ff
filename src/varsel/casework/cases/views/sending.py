"""Sending a form about a case: whoever was overtaken reads what stands now, and sends again with everything kept."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms

from varsel.base.accounts.gate import StaffRequest
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.forms.acts import ActForm
from varsel.casework.referrals.views.sending import sent_once

OVERTAKEN = frozenset({"changed_meanwhile", "decided_meanwhile", "not_the_deciding_body"})


def sent(request: StaffRequest, form: forms.Form, act: str, do: Callable[[], Any]) -> UUID | None:
    """The id of what was made; None when the act was refused, the reason then stands in the form."""

    def follow(refusal: Refusal) -> None:
        if refusal.code in OVERTAKEN and isinstance(form, ActForm):
            form.follow()

    return sent_once(request, form, f"cases.{act}", do, refused=follow)
