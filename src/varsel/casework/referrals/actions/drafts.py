"""Saving a form under way: for anybody under a code, for a partner under the log-in."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from varsel.base.kernel.sealing.datakeys import destroy_data_key, new_data_key
from varsel.casework.referrals.actions.codes import code_hash, random_code
from varsel.casework.referrals.models import Draft
from varsel.casework.referrals.queries.pack import days_kept


def save_under_code(content: Mapping[str, Any]) -> tuple[Draft, str]:
    """Keep the form; the code that opens it is given once and not stored."""
    code = random_code()
    draft = Draft(data_key_id=new_data_key(), code_hash=code_hash("draft", code))
    _fill(draft, content)
    return draft, code


def save_for(user_id: UUID, content: Mapping[str, Any]) -> Draft:
    """Keep a partner's form; the newest replaces the older one."""
    draft = Draft.objects.filter(user=user_id).first() or Draft(data_key_id=new_data_key(), user_id=user_id)
    _fill(draft, content)
    return draft


def _fill(draft: Draft, content: Mapping[str, Any]) -> None:
    draft.answers = json.dumps(content)
    draft.expires_at = timezone.now() + timedelta(days=days_kept("referral_draft"))
    draft.save()


@transaction.atomic
def delete_draft(draft: Draft) -> None:
    """Erase a draft, from backups too: its key goes first."""
    destroy_data_key(draft.data_key_id)
    draft.delete()
