"""Which methods the house answers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

ANSWERED = ("GET", "HEAD", "POST")


def known_methods(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: pages are read or posted to; every other method is answered 405 before anything is asked."""

    def answered(request: HttpRequest) -> HttpResponse:
        return get_response(request) if request.method in ANSWERED else HttpResponseNotAllowed(ANSWERED)

    return answered
