"""Erasing what was never sent, what has ended, and what was only counted."""

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from varsel.base.kernel.sealing.datakeys import destroy_data_key
from varsel.casework.referrals.actions.attachments import erase_file, folder
from varsel.casework.referrals.actions.drafts import delete_draft
from varsel.casework.referrals.models import Attachment, Attempts, Contact, Draft, Presence, Referral, Suspicion
from varsel.casework.referrals.queries.pack import days_kept


def sweep() -> dict[str, int]:
    """Erase all that has had its time, and say how much of each; may be stopped and run again at any moment.

    The key goes first: a row whose key is gone says nothing any more, in backups neither. The visits of a
    closed suspicion are facts and stay as rows; without the key they are empty.
    """
    now = timezone.now()
    return {
        "drafts": _drafts(),
        "files": _files(),
        "strays": _strays(),
        "suspicions": _suspicions(),
        "contacts": _contacts(),
        "attempts": Attempts.objects.filter(until__lt=now).delete()[0],
        "presences": Presence.objects.filter(seen_at__lt=now - timedelta(hours=1)).delete()[0],
    }


def _drafts() -> int:
    ended = list(Draft.objects.filter(expires_at__lte=timezone.now()))
    for draft in ended:
        delete_draft(draft)
    return len(ended)


def _files() -> int:
    """Files on forms that were never sent; they share the key of their form, which goes with the last of them."""
    before = timezone.now() - timedelta(days=days_kept("referral_upload"))
    ended = list(Attachment.objects.filter(referral=None, created_at__lt=before))
    for attachment in ended:
        with transaction.atomic():
            if not _key_is_shared(attachment):
                destroy_data_key(attachment.data_key_id)
            erase_file(attachment)
    return len(ended)


def _key_is_shared(attachment: Attachment) -> bool:
    key = attachment.data_key_id
    others = Attachment.objects.filter(data_key_id=key).exclude(pk=attachment.pk)
    return others.exists() or Referral.objects.filter(data_key_id=key).exists()


def _strays() -> int:
    """Sealed files without a row: the process was killed after the one was written and before, or after, the other."""
    before = (timezone.now() - timedelta(days=1)).timestamp()
    return sum(_erase_strays(each, before) for each in folder().glob("??"))


def _erase_strays(among: Path, before: float) -> int:
    lying = {path.name: path for path in among.iterdir() if path.stat().st_mtime < before}
    known = {each.hex for each in Attachment.objects.filter(pk__in=lying).values_list("pk", flat=True)}
    strays = [path for name, path in lying.items() if name not in known]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _suspicions() -> int:
    before = timezone.now() - timedelta(days=days_kept("suspicion_closed"))
    ended = Suspicion.objects.filter(closed_at__lt=before, first_name__isnull=False)
    for suspicion in ended:
        destroy_data_key(suspicion.data_key_id)
        suspicion.first_name = suspicion.place = ""
        suspicion.save(update_fields=["first_name", "place"])
    return len(ended)


def _contacts() -> int:
    before = timezone.now() - timedelta(days=days_kept("contact_log"))
    ended = list(Contact.objects.filter(ended_at__lt=before))
    for contact in ended:
        with transaction.atomic():
            destroy_data_key(contact.data_key_id)
            contact.delete()
    return len(ended)
