"""All hierarchical models by BIC: the published choices, and which models have an estimate at all."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.analysis.estimation.tables import published, reference, table_of, tables
from varsel.analysis.estimation import BadTable, OverlapTable
from varsel.analysis.estimation.all_models import best_by_bic, compare
from varsel.analysis.estimation.existence import Verdict, judged
from varsel.analysis.estimation.families import family

BIC = [row for row in reference("multiplesystemsestimation_1.2.0") if row["method"] == "bic"]


@pytest.mark.parametrize("row", BIC, ids=lambda row: row["dataset"])
def test_the_choice_by_bic_is_that_of_the_reference(row: dict[str, str]) -> None:
    answer = best_by_bic(published(row["dataset"]))
    assert answer.models == 6_893
    assert answer.estimate == pytest.approx(float(row["est"]), rel=1e-6)


def test_with_pairs_alone_the_dutch_answer_is_a_third_and_the_answer_says_so() -> None:
    answer = best_by_bic(published("netherlands_5"))
    pairs, *_triples, every = answer.by_order
    assert pairs.estimate == pytest.approx(48_012.7, abs=0.1)
    assert pairs.estimate == pytest.approx(best_by_bic(published("netherlands_5"), order=2).estimate)
    assert every.estimate == pytest.approx(answer.estimate)
    assert {"order_matters", "models_disagree"} & {doubt.code for doubt in answer.doubts}
    assert not answer.publishable


def test_six_lists_are_compared_with_pairs_only() -> None:
    answer = best_by_bic(published("western_us_5"), order=2)
    assert answer.models == 1_024
    assert (answer.order, answer.terms, answer.freedom) == (2, ("A:E",), 24)
    assert len(family(6, 2)) == 32_768


def test_every_model_is_judged_as_the_linear_programme_judges_it_alone() -> None:
    check_judgements(table_of("ABC", {"A": 4, "B": 3, "C": 5, "AB": 2}))
    check_judgements(table_of("ABCD", {"A": 4, "AB": 3, "C": 5, "CD": 2, "BC": 1, "D": 2}))


@given(tables(sizes=(2, 3), most=3))
@settings(deadline=None, max_examples=25)
def test_no_table_makes_a_model_misjudged(table: OverlapTable) -> None:
    check_judgements(table)


def check_judgements(table: OverlapTable) -> None:
    """Rank and linear programme on every model, one at a time."""
    found = compare(table, max(2, table.size - 1))
    design, positive = found.terms.design, table.counts > 0
    margins = table.counts @ design
    for row, chosen in enumerate(found.chosen):
        has = np.concatenate([np.ones(table.size + 1, dtype=bool), chosen])
        dead = has & (margins == 0)
        kept = ~(design[:, dead] > 0).any(axis=1)
        left = design[kept][:, has & ~dead]
        full = np.linalg.matrix_rank(left) == left.shape[1]
        assert found.identifiable[row] == full
        assert found.exists[row] == (full and judged(left, positive[kept]) is Verdict.EXISTS)
        assert np.isfinite(found.bic[row]) == found.exists[row]


def test_a_table_without_any_estimate_is_refused_with_the_reason() -> None:
    answer = best_by_bic(table_of("AB", {"A": 90, "AB": 20}))
    assert answer.estimate is None
    assert {"not_identifiable", "no_finite_estimate"} & {doubt.code for doubt in answer.refusals}
    assert answer.as_dict()["hidden"] is None


@pytest.mark.parametrize(("name", "order", "code"), [
    ("new_orleans_8", None, "too_many_models"), ("uk_6", 3, "too_many_models"), ("uk_5", 5, "order"),
])  # fmt: skip
def test_too_many_models_are_refused(name: str, order: int | None, code: str) -> None:
    with pytest.raises(BadTable) as refused:
        best_by_bic(published(name), order)
    assert refused.value.code == code


def test_the_answer_prints_as_plain_values() -> None:
    printed = best_by_bic(published("western_us_5"), order=2).as_dict()
    assert printed["method"] == "bic"
    assert printed["hidden"] == pytest.approx(printed["estimate"] - 345)
    assert printed["best"][0]["behind"] == 0
    assert printed["publishable"]["value"] is False
