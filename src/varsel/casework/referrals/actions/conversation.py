"""What the centre and the sender do with a referral between sending and deciding."""

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.refusals import Refusal
from varsel.casework.referrals.models import Message, MessageSeen, Presence, Reading, Referral
from varsel.casework.referrals.queries.projections import project

MAX_MESSAGE = 4000
PRESENCE_LASTS = timedelta(minutes=2)


@transaction.atomic
def begin_reading(*, referral: Referral, by: User) -> None:
    """Somebody at the centre has opened the referral: it is read, and others see who is looking."""
    if referral.read_at is None:
        Reading.objects.get_or_create(referral=referral, defaults={"user": by})
        project(referral)
    Presence.objects.update_or_create(referral=referral, user=by, defaults={"seen_at": timezone.now()})
    Presence.objects.filter(seen_at__lt=timezone.now() - PRESENCE_LASTS).delete()


@transaction.atomic
def write_to_sender(*, referral: Referral, by: User, text: str, is_question: bool = True) -> Message:
    """The centre writes to the sender. The text must never repeat the report; the page says so."""
    message = _message(referral, by, text, by_centre=True, is_question=is_question)
    record(Verb.REFERRAL_ASK, by=by, subject=referral, fields=["message"])
    return message


@transaction.atomic
def answer(*, referral: Referral, by: Actor, text: str) -> Message:
    """The sender answers, with the code or as the partner who sent it."""
    message = _message(referral, by, text, by_centre=False, is_question=False)
    record(Verb.REFERRAL_ANSWER, by=by, subject=referral, fields=["message"])
    return message


def see(messages: Sequence[Message]) -> None:
    """Note that the sender has seen these; from the next visit on they are hidden."""
    fresh = [MessageSeen(message=message) for message in messages if message.by_centre]
    MessageSeen.objects.bulk_create(fresh, ignore_conflicts=True)


def _message(referral: Referral, by: Actor, text: str, *, by_centre: bool, is_question: bool) -> Message:
    text = text.strip()
    if not text:
        raise Refusal("empty_message", field="text", remedy=_("Write something first."))
    if len(text) > MAX_MESSAGE:
        raise Refusal(
            "message_too_long", field="text", remedy=_("Write at most 4,000 characters, or send two messages.")
        )
    message = Message(
        referral=referral,
        data_key_id=referral.data_key_id,
        user_id=by.actor_id,
        by_centre=by_centre,
        is_question=is_question,
        text=text,
    )
    message.save(force_insert=True)
    project(referral)
    return message
