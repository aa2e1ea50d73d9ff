"""Which conversation a page belongs to, sealed in the page for half an hour, so that no code is typed twice."""

import json
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from varsel.base.kernel.sealing.boxes import SealBroken, open_text, seal_text

LABEL = "referrals.ticket"
NO_ROW = UUID(int=0)
GOOD_FOR = timedelta(minutes=30)


def ticket(referral_id: UUID) -> str:
    """The form field's value."""
    return seal_text(json.dumps([str(referral_id), timezone.now().timestamp()]), label=LABEL, row_id=NO_ROW)


def ticketed(text: str) -> UUID | None:
    """The referral's id; None where the ticket is old or none of ours."""
    try:
        referral_id, made = json.loads(open_text(text, label=LABEL, row_id=NO_ROW))
    except (SealBroken, ValueError):
        return None
    return UUID(referral_id) if timezone.now().timestamp() - made <= GOOD_FOR.total_seconds() else None
