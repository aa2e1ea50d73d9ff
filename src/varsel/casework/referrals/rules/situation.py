"""The situation as the sender tells it, and how much it hurries."""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum


class Danger(StrEnum):
    NOW = "now"
    POSSIBLE = "possible"
    NO = "no"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Presence(StrEnum):
    """Where the person is now and for how long."""

    FREE = "free"
    HELD = "held"
    LEAVING = "leaving"
    UNKNOWN = "unknown"


class Notified(StrEnum):
    """Whether the sender has notified the municipality about the child (the sender's own duty)."""

    YES = "yes"
    WILL = "will"
    NO = "no"
    UNKNOWN = "unknown"


class Knows(StrEnum):
    """Whether the person knows that somebody writes to the centre."""

    WANTS = "wants"
    DECLINES = "declines"
    NO = "no"
    UNKNOWN = "unknown"


class Sender(StrEnum):
    SELF = "self"
    PUBLIC = "public"
    PROFESSIONAL = "professional"
    PARTNER = "partner"


class Urgency(IntEnum):
    """How the inbox sorts: the highest first, the oldest first within each."""

    ADVICE = 0
    ORDINARY = 1
    SOON = 2
    NOW = 3


SOON = timedelta(hours=72)  # police may detain for up to 72 hours while clarifying (TIP 2018-20, M)


def urgency(
    *,
    danger: Danger,
    child: Answer,
    presence: Presence,
    until: datetime | None,
    exploiter_present: Answer,
    now: datetime,
    advice_only: bool = False,
) -> Urgency:
    """How much a referral hurries. It sorts and never filters: a person reads every referral."""
    if danger == Danger.NOW:
        return Urgency.NOW
    leaves_soon = presence in (Presence.HELD, Presence.LEAVING) and (until is None or until - now <= SOON)
    if leaves_soon or danger == Danger.POSSIBLE or Answer.YES in (child, exploiter_present):
        return Urgency.SOON
    return Urgency.ADVICE if advice_only else Urgency.ORDINARY
