"""What is said of a referral that a case of others took over: that it was handled, and nothing of what was told."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from varsel.base.accounts.gate import StaffRequest
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals import access
from varsel.casework.referrals.models.words import word
from varsel.casework.referrals.rules.lookup import By
from varsel.casework.referrals.rules.triage import Outcome

View = Callable[..., HttpResponse]


def says_what_was_handed_over(view: View) -> View:
    """Whoever had the referral open, or finds its number in an old note, learns where it went.

    The answer stays 404 and is remembered as a refusal, as for every record that somebody may not see. What was
    being written when a colleague was quicker stands on the page, so that it can be taken along.
    """

    @wraps(view)
    def answered(request: StaffRequest, reference: str, **more: Any) -> HttpResponse:
        try:
            return view(request, reference, **more)
        except Http404:
            handled = access.handed_over(request.user, access.one_by(By.REFERENCE, reference))
            if handled is None:
                raise
            request.refuse(Refusal("handed_over"))
            typed = request.POST.get("reason") or request.POST.get("text") or ""
            context = {"handled": handled, "outcome": word(Outcome, handled.outcome), "typed": typed}
            return render(request, "referrals/handed_over.html", context, status=404)

    return answered
