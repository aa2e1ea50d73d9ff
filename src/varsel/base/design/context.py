"""What the frame of every page needs, whatever its view."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from varsel.base.design.hotline import hotline


def frame(request: HttpRequest) -> dict[str, Any]:
    """The hotline (asked only if it is shown) and the languages."""
    return {
        "hotline": SimpleLazyObject(hotline),
        "languages": languages(request),
    }


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """This page in each language; empty where the address does not depend on it."""
    here = request.get_full_path()
    pages = [
        {"code": code, "name": name, "href": translate_url(here, code), "current": code == get_language()}
        for code, name in settings.LANGUAGES
    ]
    return pages if len({page["href"] for page in pages}) > 1 else []
