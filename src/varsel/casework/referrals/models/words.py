"""The words for the answers, in one place: for forms, lists and the check-answers page."""

from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.situation import Answer, Danger, Knows, Notified, Presence, Sender, Urgency
from varsel.casework.referrals.rules.triage import Outcome


class Told(StrEnum):
    """Who else has been told."""

    POLICE = "police"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    EMPLOYER = "employer"
    OTHER = "other"


class Channel(StrEnum):
    """How a contact reached the hotline."""

    PHONE = "phone"
    MAIL = "mail"
    VISIT = "visit"


class Caller(StrEnum):
    """Who called, in the broadest terms."""

    SELF = "self"
    PUBLIC = "public"
    AUTHORITY = "authority"
    NGO = "ngo"
    COMPANY = "company"
    PRESS = "press"


WORDS: dict[type[Any], dict[Any, str | Promise]] = {
    Danger: {
        Danger.NOW: _("Yes, someone is in danger right now"),
        Danger.POSSIBLE: _("Perhaps, soon"),
        Danger.NO: _("No, not right now"),
        Danger.UNKNOWN: _("I do not know"),
    },
    Presence: {
        Presence.FREE: _("Comes and goes"),
        Presence.HELD: _("Is held by police or another authority"),
        Presence.LEAVING: _("Is about to leave or be moved"),
        Presence.UNKNOWN: _("I do not know"),
    },
    Answer: {
        Answer.YES: pgettext_lazy("answer", "Yes"),
        Answer.NO: pgettext_lazy("answer", "No"),
        Answer.UNKNOWN: _("I do not know"),
    },
    Notified: {
        Notified.YES: _("Yes, the municipality has been notified"),
        Notified.WILL: _("No, but I will do it today"),
        Notified.NO: _("No, and I would like to say why"),
        Notified.UNKNOWN: _("I do not know whether I must"),
    },
    Knows: {
        Knows.WANTS: _("Yes, and wants help"),
        Knows.DECLINES: _("Yes, but does not want help"),
        Knows.NO: pgettext_lazy("knows that you write", "No"),
        Knows.UNKNOWN: _("I do not know"),
    },
    Sender: {
        Sender.SELF: _("It is about me"),
        Sender.PUBLIC: _("I am worried about someone"),
        Sender.PROFESSIONAL: _("I meet people in my work"),
        Sender.PARTNER: _("A partner with a log-in"),
    },
    Status: {
        Status.RECEIVED: _("Received"),
        Status.READ: pgettext_lazy("status of a referral", "Read"),
        Status.QUESTION: _("We have a question for you"),
        Status.CLOSED: _("Closed with us"),
    },
    Outcome: {
        Outcome.ADVICE: _("Advice only"),
        Outcome.JOINED: _("Joined to a case"),
        Outcome.OPENED: _("A case was opened"),
        Outcome.PROPOSED: _("Proposed to be passed on; waits for the lead"),
        Outcome.APPROVED: _("Passed on"),
        Outcome.REJECTED: _("Not passed on"),
        Outcome.NO_ACTION: _("No further action"),
    },
    Urgency: {
        Urgency.NOW: _("Danger now"),
        Urgency.SOON: _("Hurries"),
        Urgency.ORDINARY: _("Ordinary"),
        Urgency.ADVICE: _("Asks for advice"),
    },
    Told: {
        Told.POLICE: _("The police"),
        Told.MUNICIPALITY: _("The municipality"),
        Told.NGO: _("An organisation that helps"),
        Told.EMPLOYER: _("The person's employer or landlord"),
        Told.OTHER: _("Someone else"),
    },
    Channel: {
        Channel.PHONE: _("Telephone"),
        Channel.MAIL: _("Mail"),
        Channel.VISIT: _("Visit"),
    },
    Caller: {
        Caller.SELF: _("The person concerned"),
        Caller.PUBLIC: _("A member of the public"),
        Caller.AUTHORITY: _("An authority"),
        Caller.NGO: _("An organisation that helps"),
        Caller.COMPANY: _("A company"),
        Caller.PRESS: _("The press"),
    },
}


# As the centre calls those who write.
WRITERS: dict[str, str | Promise] = {
    Sender.SELF: _("The person concerned"),
    Sender.PUBLIC: _("A member of the public"),
    Sender.PROFESSIONAL: _("A professional"),
    Sender.PARTNER: _("A partner"),
}


# As a sender bound by secrecy reads how it ended.
FINISHED: dict[Outcome, str | Promise] = {
    Outcome.ADVICE: _("Dealt with: advice only"),
    Outcome.JOINED: _("Dealt with: joined to a case"),
    Outcome.OPENED: _("Dealt with: a case was opened"),
    Outcome.APPROVED: _("Dealt with: passed on"),
    Outcome.NO_ACTION: _("Dealt with: no further action"),
}


def choices(kind: type[Any]) -> list[tuple[Any, str | Promise]]:
    """The answers of one kind with their words, in their order."""
    return [(value.value, word) for value, word in WORDS[kind].items()]


def word(kind: type[Any], value: Any) -> str | Promise:
    """The words for one answer; "" where there is none."""
    return WORDS[kind][kind(value)] if value not in ("", None) else ""
