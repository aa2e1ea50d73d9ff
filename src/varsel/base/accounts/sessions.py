"""Sessions: when they end, who is sent to the log-in page, and what was being written meanwhile."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from varsel.base.accounts.actions import kept_forms
from varsel.base.accounts.rules import session_over

BEGAN, LAST_SEEN, CODES, EXPIRED_USER = "began", "last_seen", "codes", "expired_user"
COOKIE = "varsel_kept"
PAGE_FIELD = "_page"  # where the form stands, if that is not where it is posted to
TOUCH_EVERY = timedelta(minutes=1)


def begin(request: HttpRequest) -> None:
    """Start counting; called when somebody has logged in."""
    now = int(timezone.now().timestamp())
    request.session[BEGAN] = request.session[LAST_SEEN] = now


def turned_away(request: HttpRequest) -> HttpResponse | None:
    """Where to send somebody who is not logged in (any more) or has no one-time codes yet; None: come in."""
    end_if_over(request)
    if not request.user.is_authenticated:
        return _to_log_in(request)
    _touch(request)
    if not has_codes(request):
        return HttpResponseRedirect(resolve_url("mfa_activate_totp"))
    return None


def end_if_over(request: HttpRequest) -> None:
    """Log out whoever was away too long or has been here too long."""
    if request.user.is_authenticated and _over(request):
        _expire(request)


def is_fresh(request: HttpRequest) -> bool:
    """Whether somebody logged in so recently that a sensitive change needs no second proof."""
    now = timezone.now()
    return now - _at(request, BEGAN, now) < timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def has_codes(request: HttpRequest) -> bool:
    """Whether one-time codes are set up; asked once for each session."""
    if not request.session.get(CODES):
        found = Authenticator.objects.filter(user=request.user.pk, type=Authenticator.Type.TOTP).exists()
        request.session[CODES] = found
    return bool(request.session[CODES])


def give_back(request: HttpRequest) -> None:
    """On the page of a kept form, let `request.POST` hold what was written, so that the form shows it.

    Views bind their form to `request.POST or None` and act only on the method POST: nothing is done again.
    """
    token = request.COOKIES.get(COOKIE)
    if token and request.method == "GET" and request.user.is_authenticated:
        fields = kept_forms.kept(token, user_id=request.user.id, page=request.path)
        if fields:
            request.POST = fields  # type: ignore[assignment]
            with translation.override(request.user.language):  # the gate, which sets it, comes later
                messages.info(request, _("What you had written is here again. Check it and send it."))


def forget_when_sent(request: HttpRequest, response: HttpResponse) -> None:
    """Once a form was accepted, what was kept of the same page is dropped; a draft of another page waits on."""
    token = request.COOKIES.get(COOKIE)
    accepted = request.method == "POST" and response.status_code < 400
    if token and accepted and kept_forms.drop(token, page=_page(request).partition("?")[0]):
        response.delete_cookie(COOKIE, samesite="Lax")


def _over(request: HttpRequest) -> bool:
    now = timezone.now()
    return session_over(
        _at(request, BEGAN, now),
        _at(request, LAST_SEEN, now),
        now,
        idle=timedelta(minutes=settings.VARSEL_IDLE_MINUTES),
        longest=timedelta(hours=settings.VARSEL_SESSION_HOURS),
    )


def _at(request: HttpRequest, key: str, now: datetime) -> datetime:
    stamp = request.session.setdefault(key, int(now.timestamp()))
    return datetime.fromtimestamp(stamp, UTC)


def _touch(request: HttpRequest) -> None:
    now = timezone.now()
    if now - _at(request, LAST_SEEN, now) >= TOUCH_EVERY:
        request.session[LAST_SEEN] = int(now.timestamp())


def _expire(request: HttpRequest) -> None:
    """Log out, and remember in the new, empty session whose text may be kept."""
    user_id = str(request.user.pk)
    logout(request)
    request.session[EXPIRED_USER] = user_id
    messages.warning(request, _("You were logged out because nothing happened for a while. Log in to go on."))


def _to_log_in(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    response = HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}")
    _keep(request, response, page)
    return response


def _keep(request: HttpRequest, response: HttpResponse, page: str) -> None:
    writer = request.session.get(EXPIRED_USER)
    if request.method != "POST" or not writer:
        return
    token = kept_forms.keep(request.POST, user_id=UUID(writer), page=page.partition("?")[0])
    if token:
        response.set_cookie(
            COOKIE,
            token,
            max_age=int(kept_forms.KEPT_FOR.total_seconds()),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _page(request: HttpRequest) -> str:
    """The page to come back to: where the form stands, or what was asked for."""
    page = request.POST.get(PAGE_FIELD, "") if request.method == "POST" else ""
    if page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None):
        return page
    return request.get_full_path()
