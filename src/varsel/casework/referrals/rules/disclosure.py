"""What a sender may learn. The one who exploits may be the one who writes.

Only an authority or a partner bound by secrecy sees the outcome (issue 2, item 6). Everyone else sees four
words, and the same word for every outcome, so that nobody can find out by writing whether the centre knows
a person.
"""

from enum import StrEnum

from varsel.casework.referrals.rules.triage import Outcome


class Audience(StrEnum):
    BOUNDED = "bounded"
    SECRECY = "secrecy"


class Status(StrEnum):
    """What every sender may see."""

    RECEIVED = "received"
    READ = "read"
    QUESTION = "question"
    CLOSED = "closed"


class Viewer(StrEnum):
    """Who looks at a referral."""

    CENTRE = "centre"
    SENDER_WITH_CODE = "sender_with_code"
    OWN_PARTNER = "own_partner"
    OWN_PARTNER_BOUND = "own_partner_bound"
    STRANGER = "stranger"


class Part(StrEnum):
    """What a referral consists of, as far as seeing it is concerned. Its handle is by what its writer knows it again:
    the first line of the place and how many persons."""

    HANDLE = "handle"
    REPORT = "report"
    CONVERSATION = "conversation"
    STATUS = "status"
    OUTCOME = "outcome"
    TRIAGE = "triage"


# The sender's own report is never shown again: the device, or the sender, may be under somebody's control. The handle
# is for whoever wrote it under a log-in, and not for a code, which somebody else may hold.
MAY_SEE: dict[Viewer, frozenset[Part]] = {
    Viewer.CENTRE: frozenset(Part),
    Viewer.SENDER_WITH_CODE: frozenset({Part.STATUS, Part.CONVERSATION}),
    Viewer.OWN_PARTNER: frozenset({Part.HANDLE, Part.STATUS, Part.CONVERSATION}),
    Viewer.OWN_PARTNER_BOUND: frozenset({Part.HANDLE, Part.STATUS, Part.CONVERSATION, Part.OUTCOME}),
    Viewer.STRANGER: frozenset(),
}

# The outcomes after which the centre is done with the sender. A proposal to pass on is not yet an outcome.
ENDED = frozenset({Outcome.ADVICE, Outcome.JOINED, Outcome.OPENED, Outcome.APPROVED, Outcome.NO_ACTION})


def audience(*, has_organisation: bool, bound_by_secrecy: bool) -> Audience:
    """Which of the two audiences a sender belongs to; without an organisation always the bounded one."""
    return Audience.SECRECY if has_organisation and bound_by_secrecy else Audience.BOUNDED


def status(*, read: bool, open_question: bool, outcome: Outcome | None) -> Status:
    """The bounded status of a referral. An open question shows even after the end: it wants an answer."""
    if open_question:
        return Status.QUESTION
    if outcome in ENDED:
        return Status.CLOSED
    return Status.READ if read or outcome is not None else Status.RECEIVED


def shown_outcome(*, to: Audience, outcome: Outcome | None) -> Outcome | None:
    """The outcome as far as this audience may see it; None for everyone not bound by secrecy."""
    return outcome if to is Audience.SECRECY and outcome in ENDED else None
