"""Whose request it is, where proxies stand before the web server."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def client_address(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `REMOTE_ADDR` is what the outermost of our own proxies saw.

    Every limit counts by it; behind a proxy all visitors would else share one limit, and one could lock all out.
    Each proxy adds to the right of `X-Forwarded-For`; what stands further left anybody may have written.
    """

    def answered(request: HttpRequest) -> HttpResponse:
        seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if 0 < settings.VARSEL_PROXIES <= len(seen) and seen[-settings.VARSEL_PROXIES]:
            request.META["REMOTE_ADDR"] = seen[-settings.VARSEL_PROXIES]
        return get_response(request)

    return answered
