import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules.triage import FIRST, MAY_FOLLOW, NEEDS, Outcome, may_follow, missing


def test_there_are_five_answers_and_the_table_is_whole() -> None:
    assert len(FIRST) == 5
    assert set(MAY_FOLLOW) == {None, *Outcome}


@given(st.sampled_from([None, *Outcome]))
def test_approval_and_rejection_follow_a_proposal_alone(previous: Outcome | None) -> None:
    for decision in (Outcome.APPROVED, Outcome.REJECTED):
        assert may_follow(decision, previous) == (previous is Outcome.PROPOSED)


@pytest.mark.parametrize("end", [Outcome.JOINED, Outcome.OPENED])
def test_nothing_follows_a_case(end: Outcome) -> None:
    assert not MAY_FOLLOW[end]


def test_what_is_missing_is_named() -> None:
    assert missing(Outcome.PROPOSED, frozenset({"ground"})) == ["reason", "recipient"]
    assert missing(Outcome.ADVICE, frozenset()) == []
    assert all(name in {"ground", "reason", "recipient"} for names in NEEDS.values() for name in names)
