"""Log in by one button, in the demonstration only."""

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.views.decorators.http import require_POST

from varsel.base.accounts import sessions
from varsel.base.accounts.gate import public
from varsel.portal.demo.people import PARTS, email


@require_POST
@public()
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Become the one who plays this role; password and one-time code are spared here."""
    if role not in {part.role for part in PARTS}:
        raise Http404
    user = get_user_model().objects.get(email=email(role))
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[sessions.CODES] = True
    return HttpResponseRedirect(resolve_url("home"))
