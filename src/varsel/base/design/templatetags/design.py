"""The tags of the design; built in, so that no template loads them."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django import template
from django.conf import settings
from django.forms import BaseForm, BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from varsel.base.design import controls
from varsel.base.design.deadlines import due
from varsel.base.design.navigation import Link, links
from varsel.base.design.ruler import measure
from varsel.base.kernel import dates

register = template.Library()

register.filter("kind", controls.kind)
register.filter("limit", controls.limit)
register.filter("optional", controls.optional)
register.filter("described_by", controls.described_by)

register.simple_tag(due)
register.simple_tag(measure, name="ruler")


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form field, without its label."""
    return SafeString(controls.draw(field))


@register.filter
def day(on: date) -> str:
    """A date in words: "3. december", "3. december 2027"."""
    return dates.day(on, dates.legal_today())


@register.filter
def get(mapping: Mapping[Any, Any] | None, key: Any) -> Any:
    """The value under `key`, or "" ."""
    return (mapping or {}).get(key, "")


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> list[Link]:
    """The links this user sees: {% navigation as links %}."""
    request = context["request"]
    has = getattr(request.user, "has", None)
    return links(has, request.path) if has and request.user.is_authenticated else []


@register.simple_tag(takes_context=True)
def address(context: template.Context, **changes: str | None) -> str:
    """This page's query with `changes`, None leaving one out; Django's own tag does not know components."""
    query = context["request"].GET.copy()
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = value
    return f"?{query.urlencode()}"


@register.simple_tag
def is_demonstration() -> bool:
    """Whether nobody reads what is written here."""
    return bool(settings.VARSEL_MODE == "demo")


@register.simple_tag
def quick_exit_url() -> str:
    """Where "leave this page" leads; asked of the settings, so that an error page has it too."""
    return settings.VARSEL_QUICK_EXIT


@register.simple_tag
def submission_key() -> SafeString:
    """A key of its own for each form drawn, so that a double click is one act."""
    return format_html('<input type="hidden" name="submission_key" value="{}">', uuid4())


@register.filter
def faults(form: BaseForm | None) -> list[dict[str, str]]:
    """Every error of a form with the id of the place to mend it, in the order of the page."""
    if form is None or not form.is_bound:
        return []
    found = [{"href": "", "text": str(text)} for text in form.non_field_errors()]
    for field in form:
        found += [{"href": f"#{_first_id(field)}", "text": _sentence(field, str(text))} for text in field.errors]
    return found


def _sentence(field: BoundField, text: str) -> str:
    """The fault with the name of its field, since every empty field has the same words."""
    label = str(field.label)
    return f"{label} {text}" if label.endswith(("?", ".", ":")) else f"{label}: {text}"


def _first_id(field: BoundField) -> str:
    """The id that a link to the field jumps to: its first option or part, where it has several."""
    suffix = "_0" if controls.kind(field) in ("radios", "checkboxes", "date") else ""
    return f"{field.auto_id}{suffix}"
