"""Street work: a suspicion kept over several visits."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.referrals.models import Suspicion, Visit


@transaction.atomic
def open_suspicion(*, by: User, first_name: str, place: str) -> Suspicion:
    """Begin to keep a suspicion, under a first name and a place; nothing more identifying is asked."""
    suspicion = Suspicion(
        data_key_id=new_data_key(),
        organisation_id=by.organisation_id,
        user=by,
        first_name=first_name.strip(),
        place=place.strip(),
    )
    suspicion.save(force_insert=True)
    record(Verb.SUSPICION_OPEN, by=by, subject=suspicion, fields=["first_name", "place"])
    return suspicion


@transaction.atomic
def add_visit(
    *, suspicion: Suspicion, by: User, on: date, signs: Sequence[str], note: str, next_visit: date | None
) -> Visit:
    """Add what was seen on a visit, and plan the next."""
    _require_open(suspicion)
    visit = Visit(
        suspicion=suspicion, data_key_id=suspicion.data_key_id, user=by, on=on, signs=[*signs], note=note.strip()
    )
    visit.save(force_insert=True)
    suspicion.save_if_unchanged(suspicion.version, next_visit=next_visit)
    record(Verb.SUSPICION_VISIT, by=by, subject=suspicion, fields=["signs", "note", "next_visit"])
    return visit


@transaction.atomic
def close_suspicion(*, suspicion: Suspicion, by: User) -> None:
    """Close a suspicion that came to nothing; the sweep deletes it after the pack's retention period."""
    _require_open(suspicion)
    suspicion.save_if_unchanged(suspicion.version, closed_at=timezone.now(), next_visit=None)
    record(Verb.SUSPICION_CLOSE, by=by, subject=suspicion)


def _require_open(suspicion: Suspicion) -> None:
    if suspicion.closed_at is not None:
        raise Refusal("suspicion_closed", remedy=_("This suspicion is closed. Begin a new one."))
