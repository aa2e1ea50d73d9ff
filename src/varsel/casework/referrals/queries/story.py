"""A referral opened for those who work with it: its words in clear, its conversation, its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from varsel.base.actors.models import Organisation
from varsel.base.actors.queries import names_on
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.referrals.models import Attachment, Message, Referral, Triage
from varsel.casework.referrals.queries.decisions import in_order
from varsel.casework.referrals.queries.signs import sign_texts

SEALED = (
    "place",
    "narrative",
    "person_lines",
    "wants",
    "planned",
    "not_notified",
    "sender_contact",
    "person_contact",
)


@dataclass(frozen=True)
class Line:
    """A message or a decision with its words, and to whom a decision passed the referral on."""

    fact: Message | Triage
    text: str
    recipient: str = ""


@dataclass(frozen=True)
class Story:
    """All that the centre sees of one referral."""

    referral: Referral
    words: dict[str, str]
    signs: list[str]
    messages: list[Line]
    decisions: list[Line]
    attachments: list[tuple[Attachment, str]]


def story(referral: Referral, purpose: str) -> Story:
    """Open everything of one referral; all of it lies under one key."""
    messages = list(referral.messages.select_related("user").order_by("created_at", "id"))
    decisions = in_order(referral.decisions.select_related("user", "recipient"))
    files = list(referral.attachments.order_by("created_at", "id"))
    words = open_all([getattr(referral, name) for name in SEALED], purpose)
    return Story(
        referral=referral,
        words=dict(zip(SEALED, words, strict=True)),
        signs=sign_texts(referral.signs),
        messages=lines(messages, purpose),
        decisions=_decided(decisions, purpose),
        attachments=list(zip(files, _opened(files, "name", purpose), strict=True)),
    )


def _decided(decisions: Sequence[Triage], purpose: str) -> list[Line]:
    recipients = {each.recipient_id for each in decisions if each.recipient_id}
    names = names_on(recipients, timezone.localdate()) if recipients else {}
    pairs = zip(decisions, _opened(decisions, "reason", purpose), strict=True)
    return [Line(each, text, _name(each.recipient, names)) for each, text in pairs]


def _name(recipient: Organisation | None, names: dict[UUID, str]) -> str:
    return names.get(recipient.pk, recipient.key) if recipient else ""


def lines(messages: Sequence[Message], purpose: str) -> list[Line]:
    """Messages with their words."""
    return [Line(each, text) for each, text in zip(messages, _opened(messages, "text", purpose), strict=True)]


def _opened(rows: Sequence[object], name: str, purpose: str) -> list[str]:
    return open_all([getattr(row, name) for row in rows], purpose) if rows else []


def under_log_in(referral: Referral, purpose: str) -> list[Line]:
    """What those who sent it under a log-in see of the conversation: the centre's words, whoever has read them, and
    when something was sent to it. The sender's own words are never shown again."""
    every = list(referral.messages.select_related("user").order_by("created_at", "id"))
    words = open_all([each.text if each.by_centre else None for each in every], purpose) if every else []
    return [Line(each, text) for each, text in zip(every, words, strict=True)]


def under_code(referral: Referral) -> tuple[list[Message], int]:
    """What a code shows of the conversation, and how many older messages stay hidden.

    Somebody else may hold the code: messages that were seen are hidden, the last question stays until it is answered.
    """
    every = list(referral.messages.select_related("seen").order_by("created_at", "id"))
    last = every[-1] if every else None
    centre = [message for message in every if message.by_centre]
    shown = [message for message in centre if (message is last and message.is_question) or not hasattr(message, "seen")]
    return shown, len(centre) - len(shown)
