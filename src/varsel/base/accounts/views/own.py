"""One's own log-in."""

from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from varsel.base.accounts import queries
from varsel.base.accounts.actions import people
from varsel.base.accounts.forms import LanguageForm
from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import in_words
from varsel.base.accounts.views.forms import accepted
from varsel.base.actors.queries import organisation_name
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today


@gate(None, Verb.ACCOUNT_READ)
def account(request: StaffRequest) -> HttpResponse:
    """Who I am here, which roles I hold and what they allow, in plain words."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if accepted(request, form, lambda data: people.set_language(by=request.user, language=data["language"])):
        return HttpResponseRedirect(_back(form.cleaned_data["back"]))
    request.seen(request.user)
    today, membership = legal_today(), request.user.membership
    context = {
        "form": form,
        "organisation": membership and organisation_name(membership.organisation, today),
        "unit": membership and membership.unit,
        "grants": [(grant, in_words(grant.role.permissions)) for grant in queries.grants(request.user, today)],
    }
    return TemplateResponse(request, "accounts/account.html", context, status=422 if request.method == "POST" else 200)


@gate(None, Verb.ACCOUNT_READ)
def stay(request: StaffRequest) -> HttpResponse:
    """I am still here: the session goes on. The page's warning asks for this."""
    return HttpResponse(status=204)


def _back(page: str) -> str:
    """The page the language was changed on, if it is one of this house."""
    is_ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None)
    return page if is_ours else reverse("account")
