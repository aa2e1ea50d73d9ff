"""Days and deadlines in words, in the active language, the exact day beside.

Pure functions: today is an argument. A deadline includes its last day.
"""

import datetime

from django.utils import dateformat
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from varsel.base.kernel.packs.legal_days import legal_day, legal_today

__all__ = ["ago", "day", "deadline", "legal_day", "legal_today", "period", "remaining", "since", "weekday_day"]


def day(date: datetime.date, today: datetime.date | None = None) -> str:
    """ "3. december 2026"; without the year where it is today's."""
    if today is not None and date.year == today.year:
        # Translators: a format of Django's `date` filter: day and month.
        return dateformat.format(date, pgettext("date format", "j F"))
    # Translators: a format of Django's `date` filter: day, month and year.
    return dateformat.format(date, pgettext("date format", "j F Y"))


def weekday_day(date: datetime.date, today: datetime.date | None = None) -> str:
    """ "torsdag den 3. december"; with the year where it is not today's."""
    if today is not None and date.year == today.year:
        # Translators: a format of Django's `date` filter: weekday, day and month. Letters of a word take a \\.
        return dateformat.format(date, pgettext("date format", "l j F"))
    # Translators: a format of Django's `date` filter: weekday, day, month and year.
    return dateformat.format(date, pgettext("date format", "l j F Y"))


def remaining(last: datetime.date, today: datetime.date) -> str:
    """How far away the last day of a deadline is: "12 dage tilbage", "i dag", "overskredet med 2 dage"."""
    days = (last - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    return ngettext("%(days)d day overdue", "%(days)d days overdue", -days) % {"days": -days}


def deadline(last: datetime.date, today: datetime.date) -> str:
    """The last day of a deadline in words and exactly: "12 dage tilbage, torsdag den 3. december"."""
    return f"{remaining(last, today)}, {weekday_day(last, today)}"


def ago(then: datetime.date, today: datetime.date) -> str:
    """How long ago a past day was: "i dag", "i går", "for 3 dage siden"; raises ValueError for one to come."""
    days = (today - then).days
    if days < 0:
        raise ValueError("the day has not come yet")
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}


def since(then: datetime.datetime, now: datetime.datetime) -> str:
    """How long ago a moment was, in its largest unit: "lige nu", "for 5 minutter siden"; one to come is just now."""
    if now - then < datetime.timedelta(minutes=1):
        return _("just now")
    return _("%(age)s ago") % {"age": timesince(then, now, depth=1)}


def period(first: datetime.date, last: datetime.date | None, today: datetime.date | None = None) -> str:
    """A period with both its ends: "3. november – 3. december 2026", "fra 3. november 2026" while it runs."""
    if last is None:
        return _("from %(first)s") % {"first": day(first, today)}
    if first == last:
        return day(first, today)
    return f"{day(first, today if today else last)} – {day(last, today)}"
