"""The five answers to a referral, and which may follow which."""

from collections.abc import Sequence
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

CASES = frozenset({Outcome.JOINED, Outcome.OPENED})

# As long as there is no case; answers may be thought better of when something new comes in.
MAY_FOLLOW: dict[Outcome | None, frozenset[Outcome]] = {
    None: FIRST,
    Outcome.ADVICE: FIRST - {Outcome.ADVICE},
    Outcome.NO_ACTION: FIRST - {Outcome.NO_ACTION},
    Outcome.PROPOSED: frozenset({Outcome.APPROVED, Outcome.REJECTED}),
    Outcome.REJECTED: FIRST,
    Outcome.APPROVED: CASES,
}

NEEDS: dict[Outcome, frozenset[str]] = {
    Outcome.PROPOSED: frozenset({"recipient", "ground", "reason"}),
    Outcome.NO_ACTION: frozenset({"reason"}),
    Outcome.REJECTED: frozenset({"reason"}),
}


def possible(earlier: Sequence[Outcome], persons: int) -> frozenset[Outcome]:
    """The answers that may follow the earlier ones (in their order) to a referral about so many persons.

    A case, once there, takes over. A case may still come for one more person, since whoever writes may have
    counted wrongly; and while persons are without one, the referral may be closed without further cases.
    """
    if not with_case(earlier):
        return MAY_FOLLOW[earlier[-1] if earlier else None]
    return CASES | {Outcome.NO_ACTION} if without_case(earlier, persons) else CASES


def with_case(earlier: Sequence[Outcome]) -> int:
    """For how many persons a case was opened or joined."""
    return sum(outcome in CASES for outcome in earlier)


def without_case(earlier: Sequence[Outcome], persons: int) -> int:
    """How many persons wait for a case of their own after the first was opened; 0 when no more cases are to come."""
    return max(persons - with_case(earlier), 0) if earlier and earlier[-1] in CASES else 0


def standing(earlier: Sequence[Outcome]) -> Outcome | None:
    """The answer that stands: a case, once there, whatever is said of further persons."""
    found = [outcome for outcome in earlier if outcome in CASES] or [*earlier]
    return found[-1] if found else None


def missing(outcome: Outcome, given: frozenset[str]) -> list[str]:
    """The names that this answer needs and that were not given, in alphabetical order."""
    return sorted(NEEDS.get(outcome, frozenset()) - given)
