"""Suspicions as street workers see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import formats

from varsel.base.accounts.models import User
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.referrals.access.outreach import suspicions
from varsel.casework.referrals.models import Suspicion, Visit
from varsel.casework.referrals.queries.signs import sign_texts

PURPOSE = "outreach"
SHOWN = 100


@dataclass(frozen=True)
class Row:
    """A suspicion with its name and place in clear."""

    suspicion: Suspicion
    first_name: str
    place: str


@dataclass(frozen=True)
class Kept:
    """A suspicion with its visits, the newest first."""

    row: Row
    visits: list[tuple[Visit, str, list[str]]]


def planned(user: User) -> list[Row]:
    """The organisation's open suspicions, the next visit first, those without one last."""
    found = suspicions(user).filter(closed_at=None).order_by(F("next_visit").asc(nulls_last=True), "created_at")
    return _rows(list(found[:SHOWN]))


def _rows(found: list[Suspicion]) -> list[Row]:
    words = open_all([each.first_name for each in found] + [each.place for each in found], PURPOSE) if found else []
    names, places = words[: len(found)], words[len(found) :]
    return [Row(*row) for row in zip(found, names, places, strict=True)]


def opened_suspicion(suspicion: Suspicion) -> Kept:
    """Everything of one suspicion."""
    visits = list(suspicion.visits.select_related("user").order_by("-on", "-created_at"))
    notes = open_all([visit.note for visit in visits], PURPOSE) if visits else []
    words = [(visit, note, sign_texts(visit.signs)) for visit, note in zip(visits, notes, strict=True)]
    return Kept(_rows([suspicion])[0], words)


def told_so_far(suspicion: Suspicion) -> dict[str, Any]:
    """The answers of a referral that the visits already give: place, signs and the notes with their dates."""
    kept = opened_suspicion(suspicion)
    earliest_first = kept.visits[::-1]
    notes = [
        f"{formats.date_format(visit.on, 'SHORT_DATE_FORMAT')}: {note}"
        for visit, note, _signs in earliest_first
        if note
    ]
    signs = dict.fromkeys(sign for visit, _note, _signs in earliest_first for sign in visit.signs)
    return {
        "place": kept.row.place,
        "signs": list(signs),
        "narrative": "\n".join(notes),
        "person_lines": kept.row.first_name,
    }
