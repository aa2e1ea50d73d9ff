"""What a reader needs of the library's answer is read out of it, and nothing is made up where it says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.knowledge.estimates.rules.results import (
    Point,
    Range,
    Said,
    about,
    criticism,
    deciding,
    interval,
    is_publishable,
    is_refused,
    left_out,
    reasons,
    renamed,
    sweep,
    warnings,
)

REFUSED = {"refused": {"code": "no_overlap", "place": "the table", "remedy": "Link the lists."}}
ANSWER = {
    "publishable": {"value": False, "reasons": [{"code": "wide", "sentence": "Too wide.", "needed": "More lists."}]},
    "warnings": [{"code": "wide"}, {"code": "sparse", "sentence": "Few overlaps.", "source": "a paper"}],
    "criticism": [{"code": "closed"}],
    "interval_normal": {"95": [90, 200]},
    "sweep": [{"threshold": 0.01, "estimate": 120, "interval_normal": {"95": [100, None]}, "terms": ["A*B"]}],
    "without_each": [
        {"left_out": "A", "estimate": 50},
        {"left_out": "B", "estimate": 150},
        {"left_out": "C", "estimate": None},
    ],
}


def test_a_refused_table_has_one_reason_and_is_not_published() -> None:
    assert is_refused(REFUSED)
    assert not is_publishable(REFUSED)
    assert reasons(REFUSED) == [Said("no_overlap", "the table: Link the lists.")]
    assert (warnings(REFUSED), criticism(REFUSED), sweep(REFUSED), left_out(REFUSED)) == ([], [], [], [])
    assert interval(REFUSED) is None
    assert deciding(REFUSED) == []


def test_what_the_library_cannot_live_with_is_a_reason_and_no_warning_besides() -> None:
    assert not is_publishable(ANSWER)
    assert is_publishable({"publishable": {"value": True}})
    assert reasons(ANSWER) == [Said("wide", "Too wide.", "More lists.")]
    assert warnings(ANSWER) == [Said("sparse", "Few overlaps.", "", "a paper")]
    assert criticism(ANSWER) == [Said("closed", "")]


def test_the_range_of_the_bootstrap_stands_before_the_normal_one_and_none_has_no_bound() -> None:
    assert interval(ANSWER) == Range(90, 200)
    assert interval({**ANSWER, "interval_bca": {"95": [95, 180]}}) == Range(95, 180)
    assert sweep(ANSWER) == [Point(0.01, 120, None, ["A*B"])]


def test_a_list_without_which_the_number_leaves_its_own_range_decides() -> None:
    assert [point.label for point in left_out(ANSWER)] == ["A", "B", "C"]
    assert deciding(ANSWER) == [Point("A", 50, None)]


def test_lists_are_called_otherwise_wherever_the_answer_names_them() -> None:
    steps = [{"threshold": at, "estimate": 120, "terms": terms} for at, terms in ((0.1, ["A:B"]), (0.2, []))]
    answer = {**ANSWER, "terms": ["A:B"], "never_met": ["B:C"], "sweep": steps}
    called = renamed(answer, {"A": "Police", "B": "NGOs"})
    assert (called["terms"], called["never_met"]) == (["Police:NGOs"], ["NGOs:C"])
    assert [one.terms for one in sweep(called)] == [["Police:NGOs"], ()]
    assert [one.label for one in left_out(called)] == ["Police", "NGOs", "C"]
    assert renamed(answer, {}) == answer


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("list A", "list Police"),
        ("lists A and B", "lists Police and B"),
        ("line 3", "line 3"),
        ("the table", "the table"),
    ],
)
def test_a_fault_of_a_list_names_it_as_it_is_called(place: str, said: str) -> None:
    refused = renamed({"refused": {"code": "empty_list", "place": place, "remedy": "Leave it out."}}, {"A": "Police"})
    assert reasons(refused) == [Said("empty_list", f"{said}: Leave it out.")]


@given(st.floats(0, 1e9))
def test_of_a_number_three_digits_are_said(persons: float) -> None:
    said = about(persons)
    assert abs(said - persons) <= max(0.5, persons / 200)
    assert said < 1000 or not str(said)[3:].strip("0")
