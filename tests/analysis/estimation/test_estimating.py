"""The whole road: what comes out, and what is refused in plain words."""

import json
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import PUBLISHED, published, slowly, table_of, tables
from varsel.analysis.estimation import BadTable, Estimate, OverlapTable, Verdict, doubts, estimate, from_persons
from varsel.analysis.estimation.report import report
from varsel.analysis.estimation.results import Bootstrap, Doubt

KEYS = [
    "observed", "lists", "estimate", "hidden", "interval_normal", "interval_bca", "terms", "deviance", "acceleration",
    "sweep", "warnings", "publishable", "seconds",
]  # fmt: skip


def codes(found: Any) -> set[str]:
    return {doubt.code for doubt in found}


def without_names(answer: Estimate) -> dict[str, Any]:
    """The answer less what names pairs by the order of the columns, or takes its time."""
    kept = {key: value for key, value in answer.as_dict().items() if key not in {"lists", "seconds"}}
    return json.loads(json.dumps(kept))


@slowly
@given(tables(), st.sampled_from([0.0, 0.02, 0.3]), st.sampled_from([0, 12]))
def test_every_table_that_is_read_is_answered(table: OverlapTable, threshold: float, bootstrap: int) -> None:
    answer = estimate(table, threshold, bootstrap)
    printed = json.loads(json.dumps(answer.as_dict(), allow_nan=False))
    assert set(KEYS) <= printed.keys()
    assert printed["publishable"]["value"] is not bool(printed["publishable"]["reasons"])
    assert "Persons on the lists" in report(answer)
    if answer.estimate is None:
        assert not answer.publishable
        assert answer.interval is None
    else:
        assert answer.estimate >= table.observed


@slowly
@given(tables(most=90), st.data())
def test_lists_in_another_order_change_nothing(table: OverlapTable, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(table.size)))
    one, other = estimate(table, 0.05, 8), estimate(table.permuted(order), 0.05, 8)
    assert one.estimate == other.estimate
    assert one.interval == other.interval
    assert [row.estimate for row in one.sweep] == [row.estimate for row in other.sweep]
    assert {row.left_out: row.estimate for row in one.without_each} == {
        row.left_out: row.estimate for row in other.without_each
    }
    if one.model and other.model:
        assert [set(name.split(":")) for name in one.model.terms] == [
            set(name.split(":")) for name in other.model.terms
        ]
        assert one.model.acceleration == other.model.acceleration


def test_the_same_seed_gives_the_same_answer_and_another_another() -> None:
    table = published("western_us_5")
    assert without_names(estimate(table, bootstrap=60, seed=7)) == without_names(estimate(table, bootstrap=60, seed=7))
    assert estimate(table, bootstrap=60, seed=7).interval != estimate(table, bootstrap=60, seed=8).interval


def test_names_and_pairs_are_those_of_the_table_that_was_given() -> None:
    answer = estimate(published("netherlands_6"), bootstrap=0)
    assert answer.lists == ("I", "K", "O", "P", "R", "Z")
    assert answer.model is not None
    assert answer.model.never_met == ("K:R", "I:K")
    assert list(answer.model.coefficients)[:3] == ["O:Z", "P:Z", "I:Z"]
    assert answer.model.coefficients["K:R"] == -math.inf
    assert [row.left_out for row in answer.without_each] == list(answer.lists)


def test_without_a_bootstrap_there_is_no_bca_interval_and_no_publishing() -> None:
    answer = estimate(published("uk_6"), bootstrap=0)
    assert answer.as_dict()["interval_bca"] is None
    assert answer.interval == answer.model.interval_normal  # type: ignore[union-attr]
    assert codes(answer.refusals) == {"not_checked"}


def test_fewer_than_1000_replicates_forbid_publication() -> None:
    answer = estimate(published("uk_6"), bootstrap=200)
    assert codes(answer.refusals) == {"few_replicates"}


def test_the_british_table_may_be_published_with_its_warnings_and_the_criticism() -> None:
    answer = estimate(published("uk_6"))
    assert answer.publishable
    assert codes(answer.doubts) == {"one_list_decides"}
    assert {one.code for one in answer.criticism} == {"assumptions", "coverage", "model_choice", "unsuited"}
    assert "PUBLISHABLE, with" in report(answer)


@pytest.mark.parametrize("name", PUBLISHED)
def test_no_estimate_goes_without_its_criticism(name: str) -> None:
    text = " ".join(report(estimate(published(name), bootstrap=0)).split())
    assert "Whitehead" in text
    assert "Binette and Steorts" in text


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({"A": 30, "B": 30, "AB": 12, "C": 20}, "too_few_persons"),
        ({"A": 90, "B": 90, "AB": 4, "C": 20, "BC": 3}, "too_few_in_overlaps"),
        ({"A": 90, "AB": 40, "ABC": 5, "AC": 20}, "no_finite_estimate"),
    ],
)
def test_what_cannot_be_estimated_is_refused_with_what_would_be_needed(counts: dict[str, int], code: str) -> None:
    answer = estimate(table_of("ABC", counts), bootstrap=40)
    refused = next(doubt for doubt in answer.refusals if doubt.code == code)
    assert refused.sentence.endswith(".")
    assert refused.needed.endswith(".")
    assert "NOT PUBLISHABLE" in report(answer)


def test_two_lists_alone_warn_that_nothing_can_be_checked() -> None:
    assert "two_lists" in codes(estimate(table_of("AB", {"A": 90, "B": 90, "AB": 30}), bootstrap=40).doubts)


def test_an_interaction_that_must_be_left_out_is_told() -> None:
    answer = estimate(table_of("ABC", {"A": 90, "B": 40, "ABC": 50, "C": 20}), bootstrap=0)
    assert "the interaction A:C" in next(
        doubt.sentence for doubt in answer.doubts if doubt.code == "interaction_passed_over"
    )


def test_an_interaction_that_the_data_cannot_tell_forbids_publication() -> None:
    found = list(doubts.of_passed_over({"A:B": Verdict.NOT_IDENTIFIABLE, "A:C": Verdict.NO_FINITE_ESTIMATE}))
    assert [(doubt.code, doubt.refuses) for doubt in found] == [
        ("not_identifiable", True),
        ("interaction_passed_over", False),
    ]


def bootstrapped(replicates: list[float], low: float, high: float) -> Bootstrap:
    return Bootstrap(np.array(replicates), 0.0, {95: (low, high), 80: ((low + 900) / 2, (high + 900) / 2)})


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (bootstrapped([900.0] * 90 + [math.inf] * 10, 800, 1_000), "failed_replicates"),
        (bootstrapped([1_300.0] * 100, 800, 1_400), "unstable_selection"),
        (bootstrapped([math.inf] * 100, 800, 1_400), "unstable_selection"),
        (bootstrapped([900.0] * 100, 901, 1_400), "degenerate_interval"),
        (bootstrapped([900.0] * 100, 900, 1_400), "degenerate_interval"),
    ],
)
def test_replicates_that_do_not_agree_forbid_publication(found: Bootstrap, code: str) -> None:
    assert code in {doubt.code for doubt in doubts.of_bootstrap(900.0, found) if doubt.refuses}


def test_few_failed_replicates_are_a_warning() -> None:
    found = bootstrapped([900.0] * 1_099 + [math.inf], 800, 1_000)
    assert [(doubt.code, doubt.refuses) for doubt in doubts.of_bootstrap(900.0, found)] == [
        ("failed_replicates", False)
    ]
    assert list(doubts.of_bootstrap(900.0, bootstrapped([900.0] * 1_000, 800, 1_000))) == []


@pytest.mark.parametrize(
    ("high", "expected"),
    [(150.0, []), (300.0, ["wide_interval"]), (1_100.0, ["useless_interval"]), (math.inf, ["unbounded_interval"])],
)
def test_the_wider_the_interval_the_graver_the_doubt(high: float, expected: list[str]) -> None:
    found = list(doubts.of_width({95: (100.0, high), 80: (110.0, 140.0)}))
    assert [doubt.code for doubt in found] == expected
    assert all(isinstance(doubt, Doubt) for doubt in found)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"threshold": -0.1}, "threshold"),
        ({"threshold": 0.7}, "threshold"),
        ({"threshold": math.nan}, "threshold"),
        ({"bootstrap": -1}, "bootstrap"),
        ({"bootstrap": 10**7}, "bootstrap"),
        ({"seed": -1}, "seed"),
    ],
)
def test_options_out_of_bounds_are_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(BadTable) as refused:
        estimate(published("uk_5"), **options)
    assert refused.value.code == code


def test_ten_lists_are_estimated() -> None:
    chance = np.random.default_rng(1)
    members = chance.random((900, 10)) < np.linspace(0.05, 0.3, 10)
    answer = estimate(from_persons(members[members.any(axis=1)], list("ABCDEFGHIJ")), bootstrap=20)
    assert answer.estimate == pytest.approx(900, rel=0.15)
