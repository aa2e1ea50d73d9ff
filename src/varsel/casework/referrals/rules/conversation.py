"""When an answer is awaited, and from whom."""

from varsel.casework.referrals.rules.triage import Outcome

UNDECIDED: frozenset[Outcome | None] = frozenset({None, Outcome.PROPOSED, Outcome.REJECTED})


def awaits_centre(*, outcome: Outcome | None, sender_wrote_last: bool, without_case: int = 0) -> bool:
    """Whether the centre must do something: decide, read an answer, or open cases for further persons."""
    return outcome in UNDECIDED or sender_wrote_last or without_case > 0
