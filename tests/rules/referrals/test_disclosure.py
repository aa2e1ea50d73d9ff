from itertools import product

import pytest

from varsel.casework.referrals.rules.disclosure import (
    ENDED,
    MAY_SEE,
    Audience,
    Part,
    Status,
    Viewer,
    audience,
    shown_outcome,
    status,
)
from varsel.casework.referrals.rules.triage import Outcome


@pytest.mark.parametrize(
    ("read", "question", "outcome", "expected"),
    [
        (False, False, None, Status.RECEIVED),
        (True, False, None, Status.READ),
        (False, True, None, Status.QUESTION),
        (True, True, Outcome.ADVICE, Status.QUESTION),
        (True, False, Outcome.PROPOSED, Status.READ),
        (True, False, Outcome.REJECTED, Status.READ),
        (True, False, Outcome.ADVICE, Status.CLOSED),
        (True, False, Outcome.JOINED, Status.CLOSED),
        (True, False, Outcome.OPENED, Status.CLOSED),
        (True, False, Outcome.APPROVED, Status.CLOSED),
        (True, False, Outcome.NO_ACTION, Status.CLOSED),
    ],
)
def test_the_bounded_status(read: bool, question: bool, outcome: Outcome | None, expected: Status) -> None:
    assert status(read=read, open_question=question, outcome=outcome) is expected


def test_every_end_looks_the_same_to_a_sender_who_is_not_bound_by_secrecy() -> None:
    seen = {
        (status(read=True, open_question=False, outcome=end), shown_outcome(to=Audience.BOUNDED, outcome=end))
        for end in ENDED
    }
    assert seen == {(Status.CLOSED, None)}


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_only_those_bound_by_secrecy_see_an_outcome_and_never_an_unapproved_one(outcome: Outcome | None) -> None:
    assert shown_outcome(to=Audience.BOUNDED, outcome=outcome) is None
    assert shown_outcome(to=Audience.SECRECY, outcome=outcome) == (outcome if outcome in ENDED else None)


@pytest.mark.parametrize(("organisation", "secrecy"), [*product([True, False], repeat=2)])
def test_secrecy_counts_only_with_an_organisation(organisation: bool, secrecy: bool) -> None:
    expected = Audience.SECRECY if organisation and secrecy else Audience.BOUNDED
    assert audience(has_organisation=organisation, bound_by_secrecy=secrecy) is expected


def test_who_may_see_what() -> None:
    assert set(MAY_SEE) == set(Viewer)
    assert not MAY_SEE[Viewer.STRANGER]
    outside = set(Viewer) - {Viewer.CENTRE}
    assert not any({Part.REPORT, Part.TRIAGE} & MAY_SEE[viewer] for viewer in outside)
    with_handle = {viewer for viewer in outside if Part.HANDLE in MAY_SEE[viewer]}
    assert with_handle == {Viewer.OWN_PARTNER, Viewer.OWN_PARTNER_BOUND}
    assert [viewer for viewer in outside if Part.OUTCOME in MAY_SEE[viewer]] == [Viewer.OWN_PARTNER_BOUND]
