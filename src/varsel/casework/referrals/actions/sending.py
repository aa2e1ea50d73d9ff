"""Sending a referral."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.base.kernel.submissions import once
from varsel.casework.referrals.actions.codes import code_hash, content_key, new_reference, receipt_code
from varsel.casework.referrals.actions.drafts import delete_draft
from varsel.casework.referrals.models import Attachment, Contact, Draft, Referral, Suspicion
from varsel.casework.referrals.rules.pages import enough
from varsel.casework.referrals.rules.situation import Answer, Danger, Presence, Sender, urgency

SHOWN_AGAIN_FOR = timedelta(minutes=10)  # a double click, a lost signal; later the code is in the sender's hands alone


@dataclass(frozen=True)
class Sent:
    """What the receipt page shows; `code` is None when it was shown before and the time for that has passed."""

    referral: Referral
    code: str | None


@dataclass(frozen=True)
class Origin:
    """What the form began from, besides what is typed."""

    suspicion: UUID | None = None
    contact: UUID | None = None
    draft: UUID | None = None


def send(
    *,
    key: UUID,
    told: Mapping[str, Any],
    by: Actor,
    language: str,
    origin: Origin | None = None,
    crowded: bool = False,
) -> Sent:
    """Make one referral of what was told; the same words with the same key again give the same referral.

    `key` is the form's own. `told` maps fields of `Referral` to their cleaned values; `crowded` marks one that came
    in a flood. Raises Refusal("nothing_told") when there is nothing to act on.
    """
    if not enough(told):
        raise Refusal(
            "nothing_told",
            field="narrative",
            remedy=_("Write what you have seen, tick a sign, or say where: one of them is enough."),
        )
    sending = sending_key(key, told)
    code = receipt_code(sending)
    made = once(
        sending,
        action="referral:send",
        by=by,
        do=lambda: _made(key, code, {**told, "crowded": crowded}, by, language, origin or Origin()),
    )
    referral = Referral.objects.get(pk=made)
    may_show = timezone.now() - referral.created_at <= SHOWN_AGAIN_FOR
    return Sent(referral, code if may_show else None)


def sending_key(form: UUID, told: Mapping[str, Any]) -> UUID:
    """The key of one sending from a form. Who goes back and changes a word or adds a file sends anew: swallowing
    that as a double click would lose it."""
    files = Attachment.objects.filter(submission_key=form).order_by("id").values_list("id", flat=True)
    return content_key(form, json.dumps([told, list(files)], default=str, sort_keys=True))


@transaction.atomic
def _made(key: UUID, code: str, told: Mapping[str, Any], by: Actor, language: str, origin: Origin) -> Referral:
    uploads = list(Attachment.objects.filter(submission_key=key, referral=None, user_id=by.actor_id))
    referral = Referral(
        **told,
        data_key_id=uploads[0].data_key_id if uploads else new_data_key(),
        reference=new_reference(),
        receipt_hash=code_hash("receipt", code),
        language=language,
        user_id=by.actor_id if told.get("sender") == Sender.PARTNER else None,
        organisation_id=by.organisation_id if told.get("sender") == Sender.PARTNER else None,
        urgency=_urgency(told),
    )
    referral.save(force_insert=True)
    Attachment.objects.filter(pk__in=[upload.pk for upload in uploads]).update(referral=referral)
    _close_origin(referral, by, origin)
    record(Verb.REFERRAL_SEND, by=by, subject=referral, fields=sorted(name for name, value in told.items() if value))
    return referral


def _urgency(told: Mapping[str, Any]) -> int:
    return urgency(
        danger=Danger(told.get("danger") or Danger.UNKNOWN),
        child=Answer(told.get("child") or Answer.UNKNOWN),
        presence=Presence(told.get("presence") or Presence.UNKNOWN),
        until=told.get("until"),
        exploiter_present=Answer(told.get("exploiter_present") or Answer.UNKNOWN),
        now=timezone.now(),
        advice_only=bool(told.get("advice_only")),
    ).value


def _close_origin(referral: Referral, by: Actor, origin: Origin) -> None:
    """What the referral grew out of is closed with it, for its own author alone; what was saved of it is erased."""
    own = Q(pk=origin.draft, user=None)
    for draft in Draft.objects.filter(own | Q(user_id=by.actor_id) if by.actor_id else own):
        delete_draft(draft)
    if by.actor_id is None:
        return
    now = timezone.now()
    Suspicion.objects.filter(
        pk=origin.suspicion, organisation_id=by.organisation_id, referral=None, closed_at=None
    ).update(referral=referral, closed_at=now)
    Contact.objects.filter(pk=origin.contact, user_id=by.actor_id, referral=None).update(
        referral=referral, ended_at=now
    )
