"""Error pages: what happened and what to do, in the user's language, with nothing of what caused it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

# Status → heading and advice.
PAGES: dict[int, tuple[str, str]] = {
    400: (
        gettext_noop("We could not read what was sent"),
        gettext_noop("Nothing was saved. Go back, load the page anew and try again."),
    ),
    403: (
        gettext_noop("You may not do this"),
        gettext_noop("Nothing was changed. If you need it for your work, ask whoever leads your unit."),
    ),
    404: (
        gettext_noop("There is nothing here"),
        gettext_noop("The address may be mistyped, or the page has been moved or closed."),
    ),
    422: (
        gettext_noop("This could not be done"),
        gettext_noop("Nothing was saved. Go back, mend what is missing and send again."),
    ),
    429: (
        gettext_noop("Too many attempts"),
        gettext_noop("Wait five minutes and try again. Do not wait if it is urgent: call."),
    ),
    500: (
        gettext_noop("Something went wrong on our side"),
        gettext_noop(
            "It is not your fault, and nothing was half saved. Try again in a few minutes. If it is urgent, call."
        ),
    ),
    503: (
        gettext_noop("The log of look-ups cannot be written"),
        gettext_noop(
            "So nothing was shown and nothing was saved. Tell whoever runs the system. If it is urgent, call."
        ),
    ),
}
CSRF = (
    gettext_noop("The page had been open for too long"),
    gettext_noop(
        "Nothing was sent. Go back, load the page anew and send again; the browser usually keeps what you wrote."
    ),
)


def error_page(request: HttpRequest | None, status: int, *, heading: str = "", advice: str = "") -> HttpResponse:
    """The page for `status`, with its own words or better ones; without a request it asks no database."""
    usual, remedy = (gettext(words) for words in PAGES[status])
    context = {"heading": heading or usual, "advice": advice or remedy}
    page = render_to_string(_template(request, status), context, request)
    return HttpResponse(page, status=status, headers={"Cache-Control": "no-store"})


def _template(request: HttpRequest | None, status: int) -> str:
    """Staff keep their menu; whatever broke with 500 may break again, and strangers keep the telephone number."""
    user = getattr(request, "user", None)
    at_work = status in (403, 404, 429) and user is not None and user.is_authenticated
    return "design/error_staff.html" if at_work else "design/error.html"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(None, 400)  # the request may be unreadable: do not ask it for anything


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many(request: HttpRequest, *args: Any) -> HttpResponse:
    return error_page(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(None, 500)  # whatever broke may break again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    heading, advice = (gettext(words) for words in CSRF)
    return error_page(request, 403, heading=heading, advice=advice)
