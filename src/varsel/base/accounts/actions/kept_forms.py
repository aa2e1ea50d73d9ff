"""Keeping what was written when a session ends, and giving it back to the same person only."""

import hashlib
import secrets
from datetime import timedelta
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from varsel.base.accounts.models import KeptForm
from varsel.base.kernel.sealing.boxes import SealBroken, open_text, seal_text

LABEL = "accounts.kept_form.fields"
KEPT_FOR = timedelta(hours=1)
LARGEST = 200_000  # characters; a longer text is no form of ours
SECRETS = ("csrfmiddlewaretoken", "password", "code")


def keep(posted: QueryDict, *, user_id: UUID, page: str) -> str:
    """Seal the fields for the user and return the token that fetches them; "" where there is nothing to keep."""
    fields = posted.copy()
    for name in [name for name in fields if name.startswith(SECRETS)]:
        del fields[name]
    text = fields.urlencode()
    _drop_outlived()
    if not text or len(text) > LARGEST or len(page) > 500:
        return ""
    token = secrets.token_urlsafe(32)
    row = KeptForm(user_id=user_id, token_digest=_digest(token), page=page)
    row.fields = seal_text(text, label=LABEL, row_id=row.id)
    row.save(force_insert=True)
    return token


def kept(token: str, *, user_id: UUID, page: str) -> QueryDict | None:
    """The kept fields for this page; another person's attempt drops the row for good."""
    row = KeptForm.objects.filter(token_digest=_digest(token), created_at__gt=timezone.now() - KEPT_FOR).first()
    if row is None:
        return None
    if row.user_id != user_id:
        row.delete()
        return None
    if row.page != page:
        return None
    try:
        return QueryDict(open_text(row.fields, label=LABEL, row_id=row.id))
    except SealBroken:
        row.delete()
        return None


def drop(token: str, *, page: str) -> bool:
    """Forget what was kept for this page, once it has been sent; whether there was anything. Others stay."""
    dropped, _rows = KeptForm.objects.filter(token_digest=_digest(token), page=page).delete()
    return bool(dropped)


def _drop_outlived() -> None:
    KeptForm.objects.filter(created_at__lte=timezone.now() - KEPT_FOR).delete()


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
