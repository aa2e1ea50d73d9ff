"""Days in law: they begin and end at midnight in the pack's time zone, wherever the server stands."""

import datetime

from django.utils import timezone

from varsel.base.kernel.packs.pack import time_zone


def legal_day(moment: datetime.datetime) -> datetime.date:
    """The day in law on which an aware moment falls."""
    if timezone.is_naive(moment):
        raise ValueError("a moment without a time zone falls on no day")
    return moment.astimezone(time_zone()).date()


def legal_today() -> datetime.date:
    """Today in law."""
    return legal_day(timezone.now())
