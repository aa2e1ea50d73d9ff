"""The house's addresses, and an empty page that goes through the same middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from varsel.portal.urls import handler400, handler403, handler404, handler500  # noqa: F401
from varsel.portal.urls import urlpatterns as house


def empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


urlpatterns = [path("bench/empty/", empty), *house]
