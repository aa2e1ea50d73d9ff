"""Planning: whether lists could ever give a useful interval, said before anybody asks for them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.estimation.tables import steadily
from varsel.analysis.estimation import BadTable
from varsel.analysis.estimation.planning import Assumption, all_pairs, plan
from varsel.analysis.estimation.tables import patterns_of


def test_a_danish_year_on_three_lists_is_not_enough() -> None:
    found = plan(Assumption(seen=100, hidden=400, lists=3), tables=100)
    one = found.outlooks[0]
    assert one.useful < 0.2
    assert one.refused["too_few_persons"] > 0.3
    assert found.years is not None
    assert found.years > 1
    assert found.verdict.startswith("With about ")
    assert f"Pool at least {found.years} years." in found.verdict
    assert "persons a year on 3 lists the 95 % interval of one year will span" in found.verdict


def test_many_persons_on_four_lists_are_enough_in_one_year() -> None:
    found = plan(Assumption(seen=1_000, hidden=1_000, lists=4), years=(1, 2), tables=40)
    assert found.years == 1
    assert found.verdict.endswith("One year is enough.")
    assert found.as_dict()["publishable"] == {"value": True, "reasons": []}
    low, middle, high = found.outlooks[0].width or (0, 0, 0)
    assert 1 < low < middle < high < 2


def test_lists_that_lead_to_one_another_give_narrow_intervals_without_the_truth() -> None:
    found = plan(Assumption(500, 1_500, 4, dependences=all_pairs(4, 2.0)), years=(1, 3), tables=60)
    assert all(outlook.useful > 0.9 and (outlook.holds or 0) < 0.3 for outlook in found.outlooks)
    assert found.years is None
    assert found.verdict.endswith("do not estimate from these lists.")
    assert {doubt.code for doubt in found.doubts} == {"never_useful", "truth_missed"}
    assert found.stress is None
    assert found.as_dict()["dependences"]["0:1"] == 2.0


def test_independence_is_never_taken_for_granted() -> None:
    found = plan(Assumption(1_000, 1_000, 3), years=(1,), tables=40)
    assert found.stress is not None
    assert (found.stress.holds or 0) < (found.outlooks[0].holds or 0)
    assert "independence_assumed" in {doubt.code for doubt in found.doubts}


def test_a_handful_of_persons_gives_no_answer_at_all() -> None:
    found = plan(Assumption(10, 100, 3), years=(1,), tables=20)
    assert found.outlooks[0].low is found.outlooks[0].width is found.outlooks[0].holds is None
    assert "would give no answer at all. It is not enough" in found.verdict


def test_two_lists_that_hardly_meet_have_no_bounded_interval_or_a_useless_one() -> None:
    found = plan(Assumption(300, 300, 3, chances=(0.6, 0.02, 0.02)), years=(1,), tables=100, threshold=0.5)
    assert set(found.outlooks[0].refused) <= {
        "too_few_in_overlaps", "empty_list", "no_finite_estimate", "useless_interval",
    }  # fmt: skip


def test_the_same_seed_gives_the_same_plan() -> None:
    one, other = (plan(Assumption(200, 500, 3), years=(1, 2), tables=20, seed=5) for _ in "12")
    assert one.outlooks == other.outlooks


chances = st.lists(st.floats(0.02, 0.6), min_size=2, max_size=4)


@given(chances, st.floats(0.2, 5))
@steadily
def test_the_patterns_have_the_chances_and_the_dependence_that_were_assumed(given_: list[float], ratio: float) -> None:
    cells = Assumption(100, 100, len(given_), tuple(given_), {(0, 1): ratio}).cells()
    on = np.vstack([np.zeros((1, len(given_)), dtype=bool), patterns_of(len(given_))])
    assert cells @ on == pytest.approx(given_, rel=1e-6)
    others_off = ~on[:, 2:].any(axis=1)
    square = cells[others_off]  # neither, first, second, both
    assert square[0] * square[3] / (square[1] * square[2]) == pytest.approx(ratio, rel=1e-6)


@given(st.integers(50, 5_000), st.integers(50, 5_000), st.integers(2, 4), st.floats(0.5, 3))
@settings(deadline=None, max_examples=10)
def test_equal_chances_leave_as_many_unseen_as_were_assumed(seen: int, hidden: int, lists: int, ratio: float) -> None:
    cells = Assumption(seen, hidden, lists, dependences=all_pairs(lists, ratio)).cells()
    assert cells[0] == pytest.approx(hidden / (seen + hidden), rel=1e-6)


@pytest.mark.parametrize("wrong", [
    {"seen": 0, "hidden": 1, "lists": 3}, {"seen": 1, "hidden": 10**9, "lists": 3},
    {"seen": 1, "hidden": 1, "lists": 1},
    {"seen": 1, "hidden": 1, "lists": 2, "chances": (0.5,)},
    {"seen": 1, "hidden": 1, "lists": 2, "chances": (0.5, 1.0)},
    {"seen": 1, "hidden": 1, "lists": 2, "dependences": {(1, 0): 2.0}},
    {"seen": 1, "hidden": 1, "lists": 2, "dependences": {(0, 1): 0.0}},
])  # fmt: skip
def test_an_assumption_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(BadTable):
        Assumption(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("years", "tables"), [((2, 1), 100), ((), 100), ((0,), 100), ((1,), 19), ((1,), 10_001)])
def test_a_plan_that_cannot_be_drawn_is_refused(years: tuple[int, ...], tables: int) -> None:
    with pytest.raises(BadTable):
        plan(Assumption(100, 100, 3), years, tables)
