"""The extract that a person gets: when the file was opened and what for; never by whom."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from varsel.base.audit import purposes
from varsel.base.audit.labels import Key, about_the_same_person
from varsel.base.audit.queries import LookedUp, extract_for
from varsel.base.kernel.packs.legal_days import legal_day


@dataclass(frozen=True)
class Row:
    """The same thing done for the same purpose on one day, and how many times."""

    day: date
    what: "str | Promise"
    purpose: "str | Promise"
    times: int


def extract(subject: Key) -> list[Row]:
    """Newest first; with what else is held about the same person."""
    counted = Counter(_told(one) for one in extract_for(*about_the_same_person(subject)))
    return [Row(day, what, purposes.described(purpose), times) for (day, what, purpose), times in counted.items()]


def _told(one: LookedUp) -> tuple[date, str, str]:
    return legal_day(one.at), str(one.what), one.purpose
