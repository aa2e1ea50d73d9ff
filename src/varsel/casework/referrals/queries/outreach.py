"""Suspicions as street workers see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.utils import formats

from varsel.base.accounts.models import User
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.fields import open_all, open_listed
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


@dataclass(frozen=True)
class Listed:
    """Suspicions under way, those that were referred, and what of them did not open."""

    planned: list[Row]
    referred: list[Row]
    faults: list[SealBroken]


def listed(user: User) -> Listed:
    """The organisation's open suspicions, the next visit first, those without one last; then the referred ones, the
    newest first, until they are erased."""
    own = suspicions(user)
    under_way = own.filter(closed_at=None).order_by(F("next_visit").asc(nulls_last=True), "created_at")
    sent = own.filter(referral__isnull=False, first_name__isnull=False).select_related("referral")
    planned, referred = list(under_way[:SHOWN]), list(sent.order_by("-closed_at", "id")[:SHOWN])
    rows, faults = _rows([*planned, *referred])
    return Listed(rows[: len(planned)], rows[len(planned) :], faults)


def _rows(found: list[Suspicion]) -> tuple[list[Row], list[SealBroken]]:
    words, faults = open_listed([each.first_name for each in found] + [each.place for each in found], PURPOSE)
    names, places = words[: len(found)], words[len(found) :]
    return [Row(*row) for row in zip(found, names, places, strict=True)], faults


def opened_suspicion(suspicion: Suspicion) -> Kept:
    """Everything of one suspicion."""
    visits = list(suspicion.visits.select_related("user").order_by("-on", "-created_at"))
    notes = open_all([visit.note for visit in visits], PURPOSE) if visits else []
    words = [(visit, note, sign_texts(visit.signs)) for visit, note in zip(visits, notes, strict=True)]
    name, place = open_all([suspicion.first_name, suspicion.place], PURPOSE)
    return Kept(Row(suspicion, name, place), words)


def told_so_far(suspicion: Suspicion) -> dict[str, Any]:
    """The answers of a referral that the visits already give: who, where, signs and the notes with their dates."""
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
