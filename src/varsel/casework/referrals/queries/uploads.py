"""Files on a form that is not sent yet."""

from dataclasses import dataclass
from uuid import UUID

from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.referrals.models import Attachment


@dataclass(frozen=True)
class Upload:
    attachment: Attachment
    name: str


def uploads(submission_key: UUID, user_id: UUID | None) -> list[Upload]:
    """The files of this form that this user added, in their order."""
    if user_id is None:
        return []
    found = Attachment.objects.filter(submission_key=submission_key, user=user_id, referral=None)
    rows = list(found.order_by("created_at", "id"))
    names = open_all([row.name for row in rows], "own_form") if rows else []
    return [Upload(row, name) for row, name in zip(rows, names, strict=True)]
