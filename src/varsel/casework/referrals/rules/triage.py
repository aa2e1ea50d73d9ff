"""The five answers to a referral, and which may follow which."""

from enum import StrEnum


class Outcome(StrEnum):
    ADVICE = "advice"
    JOINED = "joined"
    OPENED = "opened"
    PROPOSED = "proposed"  # to pass on; waits for the lead
    APPROVED = "approved"
    REJECTED = "rejected"
    NO_ACTION = "no_action"


FIRST = frozenset({Outcome.ADVICE, Outcome.JOINED, Outcome.OPENED, Outcome.PROPOSED, Outcome.NO_ACTION})

# A case, once there, takes over; the other answers may be thought better of when something new comes in.
MAY_FOLLOW: dict[Outcome | None, frozenset[Outcome]] = {
    None: FIRST,
    Outcome.ADVICE: FIRST - {Outcome.ADVICE},
    Outcome.NO_ACTION: FIRST - {Outcome.NO_ACTION},
    Outcome.PROPOSED: frozenset({Outcome.APPROVED, Outcome.REJECTED}),
    Outcome.REJECTED: FIRST,
    Outcome.APPROVED: frozenset({Outcome.JOINED, Outcome.OPENED}),
    Outcome.JOINED: frozenset(),
    Outcome.OPENED: frozenset(),
}

NEEDS: dict[Outcome, frozenset[str]] = {
    Outcome.PROPOSED: frozenset({"recipient", "ground", "reason"}),
    Outcome.NO_ACTION: frozenset({"reason"}),
    Outcome.REJECTED: frozenset({"reason"}),
}


def may_follow(outcome: Outcome, previous: Outcome | None) -> bool:
    """Whether this answer may be given after that one."""
    return outcome in MAY_FOLLOW[previous]


def missing(outcome: Outcome, given: frozenset[str]) -> list[str]:
    """The names that this answer needs and that were not given, in alphabetical order."""
    return sorted(NEEDS.get(outcome, frozenset()) - given)
