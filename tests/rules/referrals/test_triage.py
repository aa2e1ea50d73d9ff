from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules.triage import (
    CASES,
    FIRST,
    MAY_FOLLOW,
    NEEDS,
    Outcome,
    missing,
    possible,
    standing,
    with_case,
    without_case,
)


def test_there_are_five_answers_and_the_table_is_whole() -> None:
    assert len(FIRST) == 5
    assert set(MAY_FOLLOW) == {None, *Outcome} - CASES


answers = st.lists(st.sampled_from(Outcome), max_size=6)


@given(answers)
def test_approval_and_rejection_follow_a_proposal_alone(earlier: list[Outcome]) -> None:
    proposed = bool(earlier) and earlier[-1] is Outcome.PROPOSED and not with_case(earlier)
    for decision in (Outcome.APPROVED, Outcome.REJECTED):
        assert (decision in possible(earlier, 1)) == proposed


@given(answers, st.integers(1, 4))
def test_only_further_cases_follow_a_case_and_it_stands_whatever_is_said_of_others(
    earlier: list[Outcome], persons: int
) -> None:
    earlier = [Outcome.OPENED, *earlier]
    assert CASES <= possible(earlier, persons) <= CASES | {Outcome.NO_ACTION}
    assert (Outcome.NO_ACTION in possible(earlier, persons)) == (without_case(earlier, persons) > 0)
    assert standing(earlier) in CASES


def test_persons_wait_for_a_case_after_the_first_and_until_no_more_are_to_come() -> None:
    assert without_case([], 3) == 0
    assert without_case([Outcome.OPENED], 3) == 2
    assert without_case([Outcome.OPENED, Outcome.JOINED, Outcome.OPENED, Outcome.OPENED], 3) == 0
    assert without_case([Outcome.OPENED, Outcome.NO_ACTION], 3) == 0
    assert standing([Outcome.ADVICE]) is Outcome.ADVICE
    assert standing([]) is None


def test_what_is_missing_is_named() -> None:
    assert missing(Outcome.PROPOSED, frozenset({"ground"})) == ["reason", "recipient"]
    assert missing(Outcome.ADVICE, frozenset()) == []
    assert all(name in {"ground", "reason", "recipient"} for names in NEEDS.values() for name in names)
