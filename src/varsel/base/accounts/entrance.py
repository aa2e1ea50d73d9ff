"""The frame around allauth's pages: the user's language, the session's end, nothing stored."""

from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils import translation
from django.utils.cache import add_never_cache_headers

from varsel.base.accounts import sessions
from varsel.base.accounts.gate import Gate


def entrance(pattern: URLPattern) -> URLPattern:
    """The pattern with its view framed. These pages run before there is a log-in, so no gate stands before them."""
    view = pattern.callback

    @wraps(view)
    def framed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        sessions.end_if_over(request)
        language = getattr(request.user, "language", None) or translation.get_language()
        with translation.override(language):
            response = view(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        add_never_cache_headers(response)
        return response

    framed.gate = Gate(None, None, public=True)  # type: ignore[attr-defined]
    pattern.callback = framed
    return pattern
