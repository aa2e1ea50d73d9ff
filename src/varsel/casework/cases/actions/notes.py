"""Writing notes down, and correcting them by addition."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.actions.projections import locked
from varsel.casework.cases.models import Case, Note


@transaction.atomic
def add_note(case: Case, *, by: User, text: str) -> Note:
    """Write a note; closed cases take notes too, since what is learnt must be noted (the duty to take notes)."""
    return _write(locked(case), by, text, None, Verb.NOTE_WRITE)


@transaction.atomic
def correct_note(note: Note, *, by: User, text: str) -> Note:
    """Write a note that names the one it corrects; the newest is the one to correct."""
    case = locked(note.case)
    if Note.objects.filter(corrects=note).exists():
        raise Refusal("corrected_already", remedy=_("Somebody has corrected this already. Correct the newest entry."))
    return _write(case, by, text, note, Verb.NOTE_CORRECT)


def _write(case: Case, by: User, text: str, corrects: Note | None, verb: Verb) -> Note:
    if not text.strip():
        raise Refusal("empty", field="text", remedy=_("Write something first."))
    note = Note.objects.create(
        case=case, data_key_id=case.person.data_key_id, text=text, corrects=corrects, written_by=by
    )
    record(verb, by=by, subject=case, purpose="casework")
    return note
