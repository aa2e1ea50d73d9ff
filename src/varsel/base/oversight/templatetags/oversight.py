"""What the auditors' pages need to say a day and to take a condition out of the address."""

from datetime import date

from django import template

from varsel.base.kernel import dates

register = template.Library()


@register.filter
def weekday(on: date) -> str:
    """A day in words: "lørdag den 21. november"."""
    return dates.weekday_day(on, dates.legal_today())


@register.simple_tag(takes_context=True)
def without(context: template.Context, name: str) -> str:
    """This page's query without one of its conditions, from the list's beginning."""
    query = context["request"].GET.copy()
    for key in (name, "after"):
        query.pop(key, None)
    return f"?{query.urlencode()}"
