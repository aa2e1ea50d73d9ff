"""A referral opened for those who work with it: its words in clear, its conversation, its decisions."""

from collections.abc import Sequence
from dataclasses import dataclass

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
    """A message or a decision with its words."""

    fact: Message | Triage
    text: str


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
    reasons = _opened(decisions, "reason", purpose)
    words = open_all([getattr(referral, name) for name in SEALED], purpose)
    return Story(
        referral=referral,
        words=dict(zip(SEALED, words, strict=True)),
        signs=sign_texts(referral.signs),
        messages=lines(messages, purpose),
        decisions=[Line(each, text) for each, text in zip(decisions, reasons, strict=True)],
        attachments=list(zip(files, _opened(files, "name", purpose), strict=True)),
    )


def lines(messages: Sequence[Message], purpose: str) -> list[Line]:
    """Messages with their words."""
    return [Line(each, text) for each, text in zip(messages, _opened(messages, "text", purpose), strict=True)]


def _opened(rows: Sequence[object], name: str, purpose: str) -> list[str]:
    return open_all([getattr(row, name) for row in rows], purpose) if rows else []


def for_sender(referral: Referral) -> tuple[list[Message], int]:
    """What the sender sees of the conversation, and how many older messages stay hidden.

    Messages that were seen are hidden; the last question stays until it is answered. The sender's own words
    are never shown again.
    """
    every = list(referral.messages.select_related("seen").order_by("created_at", "id"))
    last = every[-1] if every else None
    centre = [message for message in every if message.by_centre]
    shown = [message for message in centre if (message is last and message.is_question) or not hasattr(message, "seen")]
    return shown, len(centre) - len(shown)
