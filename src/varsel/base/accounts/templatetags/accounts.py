"""Parts of staff pages that the log-in is responsible for."""

from typing import Any

from django import template
from django.conf import settings

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
