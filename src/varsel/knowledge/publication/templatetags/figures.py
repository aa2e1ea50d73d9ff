"""Words for published figures."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varsel.knowledge.publication.rules import Figure

register = template.Library()


@register.simple_tag
def confidence(level: str) -> str:
    """How sure we are, as a sentence."""
    return {
        "high": _("Official or primary source."),
        "medium": _("Second-hand or derived: read with care."),
        "low": _("Recalled, not verified."),
    }[level]


@register.simple_tag
def words(of: Mapping[str, str]) -> str:
    """The text in the page's language."""
    return of[get_language()]


@register.simple_tag
def term(terms: Mapping[str, str], key: str) -> str:
    """What a measure, dimension or category is called; its key where the pack has no word for it."""
    return terms.get(key, key)


@register.simple_tag
def note(figure: Figure) -> str | SafeString:
    """What the source says beside the number, if anything."""
    text = figure.note.get(get_language(), "")
    return format_html(' <span class="note">{}</span>', text) if text else ""
