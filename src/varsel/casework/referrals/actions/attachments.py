"""Taking a file from a logged-in partner: its content decides what it is, and only a clean copy is kept."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import magic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.base.kernel.sealing.files import open_stream, seal_stream
from varsel.casework.referrals.models import Attachment
from varsel.casework.referrals.rules.cleaning import REFUSED, SECONDS
from varsel.casework.referrals.rules.files import MAX_BYTES, MAX_FILES, is_allowed

LABEL = "attachment.content"
MODULE = "varsel.casework.referrals.rules.cleaning"

REMEDIES = {
    "file_type": _("Only pictures (JPEG, PNG) and PDF are taken, whatever the file is called. Save it as one of them."),
    "file_too_large": _("The file is larger than 10 MB. Take a smaller picture, or split the document."),
    "file_empty": _("The file is empty. Choose another one."),
    "too_many_files": _("Eight files have been added. Take one away first, or say in the text that there are more."),
    "unreadable": _("The file cannot be read: it is damaged, or not what it says. Save it anew and try again."),
    "too_much_inside": _("The file unfolds to far more than its size. Save it as an ordinary picture or PDF."),
    "locked": _("The PDF is locked with a password. Save a copy without one."),
}


def add_file(*, submission_key: UUID, by: User, upload: UploadedFile) -> Attachment:
    """Check, strip and seal one file. Raises Refusal at the field "files"; then nothing is kept of it."""
    earlier = Attachment.objects.filter(submission_key=submission_key, user=by)
    if earlier.count() >= MAX_FILES:
        raise _refused("too_many_files")
    content = _checked(upload)
    content_type = magic.from_buffer(content, mime=True)
    if not is_allowed(content_type):
        raise _refused("file_type")
    cleaned = cleaned_apart(content, content_type)
    # What was sent already lies under its referral's key: a file added later must not share it.
    first = earlier.filter(referral=None).first()
    return _kept(
        Attachment(
            data_key_id=first.data_key_id if first else new_data_key(),
            submission_key=submission_key,
            user=by,
            content_type=content_type,
            size=len(cleaned),
            name=Path(upload.name or "").name[:120],
        ),
        cleaned,
    )


def _checked(upload: UploadedFile) -> bytes:
    if not upload.size:
        raise _refused("file_empty")
    if upload.size > MAX_BYTES:
        raise _refused("file_too_large")
    content: bytes = upload.read()
    return content


def cleaned_apart(content: bytes, content_type: str) -> bytes:
    """The clean copy, made in a process that may die of the file without harm to this one."""
    try:
        run = subprocess.run(  # noqa: S603 - our own interpreter and module, the type is from our list
            [sys.executable, "-m", MODULE, content_type], input=content, capture_output=True, timeout=3 * SECONDS
        )
    except subprocess.TimeoutExpired:
        raise _refused("too_much_inside") from None
    if run.returncode == REFUSED:
        raise _refused(run.stderr.decode())
    if run.returncode:
        raise _refused("too_much_inside" if run.returncode < 0 else "unreadable")
    return run.stdout


@transaction.atomic
def _kept(attachment: Attachment, content: bytes) -> Attachment:
    attachment.save(force_insert=True)
    path = path_of(attachment)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as target:
        seal_stream(io.BytesIO(content), target, data_key_id=attachment.data_key_id, label=LABEL, row_id=attachment.id)
    record(Verb.ATTACHMENT_ADD, by=attachment.user, subject=attachment)
    return attachment


def path_of(attachment: Attachment) -> Path:
    """Where the sealed file lies: its name is its id, and says nothing."""
    return folder() / attachment.id.hex[:2] / attachment.id.hex


def folder() -> Path:
    """Where all sealed attachments of the instance lie."""
    return Path(settings.VARSEL_FILES) / "attachments"


def content_of(attachment: Attachment) -> Iterator[bytes]:
    """The file in clear, chunk by chunk; SealBroken if it was changed on disk or is gone."""
    try:
        with path_of(attachment).open("rb") as source:
            yield from open_stream(source, data_key_id=attachment.data_key_id, label=LABEL, row_id=attachment.id)
    except FileNotFoundError:
        raise SealBroken from None


@transaction.atomic
def remove_file(*, attachment: Attachment, by: User) -> None:
    """Take a file away again before the referral is sent."""
    record(Verb.ATTACHMENT_REMOVE, by=by, subject=attachment)
    erase_file(attachment)


def erase_file(attachment: Attachment) -> None:
    """Delete the row and, once that is certain, the sealed file."""
    path = path_of(attachment)
    attachment.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))


def _refused(code: str) -> Refusal:
    return Refusal(code, field="files", remedy=REMEDIES[code])
