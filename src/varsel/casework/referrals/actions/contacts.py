"""The hotline's contact log."""

from django.db import transaction
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.referrals.models import Contact


@transaction.atomic
def open_contact(*, by: User) -> Contact:
    """A call begins; one that is still open is taken up again."""
    contact = Contact.objects.filter(user=by, ended_at=None).order_by("-created_at").first()
    if contact is None:
        contact = Contact(user=by, data_key_id=new_data_key())
        contact.save(force_insert=True)
    record(Verb.CONTACT_LOG, by=by, subject=contact)
    return contact


@transaction.atomic
def save_contact(
    *, contact: Contact, by: User, version: int, channel: str, caller: str, note: str, end: bool
) -> Contact:
    """Save what was noted; `end` closes the call as advice only."""
    changes: dict[str, object] = {"channel": channel, "caller": caller, "note": note.strip()}
    if end:
        changes["ended_at"] = timezone.now()
    contact.save_if_unchanged(version, **changes)
    record(Verb.CONTACT_LOG, by=by, subject=contact, fields=sorted(changes))
    return contact
