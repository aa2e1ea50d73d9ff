"""Parts of staff pages that the log-in is responsible for."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

register = template.Library()


@register.inclusion_tag("accounts/idle.html", takes_context=True)
def idle_warning(context: template.Context) -> dict[str, Any]:
    """A warning before the session ends for want of a request, and what to do when it has ended."""
    ends = settings.VARSEL_IDLE_MINUTES * 60
    user = context.get("user")
    return {
        "shown": bool(user and user.is_authenticated),
        "ends": ends,
        "warns": ends - settings.VARSEL_IDLE_WARNING_MINUTES * 60,
    }


@register.inclusion_tag("accounts/staff_user.html", takes_context=True)
def staff_user(context: template.Context) -> dict[str, Any]:
    """Who is logged in, the other languages, and the way out: at the top of every staff page."""
    request = context["request"]
    return {
        "user": request.user,
        "csrf_token": context.get("csrf_token"),
        "here": request.path,
        "own": reverse("account"),
        "back": request.get_full_path() if request.method == "GET" else "",
        "others": [(code, name) for code, name in settings.LANGUAGES if code != get_language()],
    }
