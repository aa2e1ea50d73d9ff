"""Forward selection: the worst predicted pair first, never a model without an estimate."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import published, slowly, table_of, tables
from varsel.analysis.estimation import OverlapTable
from varsel.analysis.estimation.existence import Judge, Verdict
from varsel.analysis.estimation.stepwise import select
from varsel.analysis.estimation.sweep import THRESHOLDS, path, without_each


@slowly
@given(st.lists(tables(sizes=(4, 4), most=80), min_size=2, max_size=5), st.sampled_from([0.001, 0.02, 0.3]))
def test_tables_selected_together_are_selected_as_each_alone(drawn: list[OverlapTable], threshold: float) -> None:
    together = select(4, np.array([table.counts for table in drawn]), threshold)
    for row, table in enumerate(drawn):
        alone = select(4, table.counts[None, :], threshold)
        assert (together.stack.chosen[row] == alone.stack.chosen[0]).all()
        assert np.allclose(together.stack.hidden[row], alone.stack.hidden[0], rtol=1e-6)


def test_of_pairs_predicted_equally_badly_the_first_is_taken_whatever_is_selected_beside() -> None:
    tied = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0]
    beside = [0, 0, 0, 0, 1, 0, 7, 28, 0, 0, 1, 0, 0, 1, 0]
    together = select(4, np.array([tied, beside]), 0.001)
    for row, counts in enumerate([tied, beside]):
        assert (together.stack.chosen[row] == select(4, np.array([counts]), 0.001).stack.chosen[0]).all()


@slowly
@given(tables(sizes=(3, 5), most=80))
def test_every_selected_model_exists_and_each_step_was_called_for(table: OverlapTable) -> None:
    found = select(table.size, table.counts[None, :], 0.05)
    stack = found.stack
    verdict = Judge(stack.terms).verdict(stack.counts[0] > 0, stack.chosen[0], stack.margins[0])
    assert (verdict is Verdict.EXISTS) == stack.finite[0]
    assert all(step.log_tail < np.log(0.05) for step in found.steps[0])


def test_a_pair_whose_model_has_no_estimate_is_passed_over() -> None:
    # A and B share far more than chance, but with that interaction nothing is left to tell the hidden from.
    table = table_of("ABC", {"A": 50, "B": 50, "AB": 40, "C": 30, "ABC": 1})
    found = select(3, table.counts[None, :], 0.05)
    stack, passed_over = found.stack, (0, 1)
    assert found.steps[0]
    tried = stack.chosen[0] | stack.terms.with_pairs((passed_over,))
    verdict = Judge(stack.terms).verdict(stack.counts[0] > 0, tried, stack.margins[0])
    assert verdict is not Verdict.EXISTS
    assert passed_over not in {stack.terms.pairs[step.pair] for step in found.steps[0]}


def test_threshold_zero_adds_nothing() -> None:
    assert select(6, published("uk_6").counts[None, :], 0.0).steps == [[]]


def test_the_sweep_is_one_path_cut_at_each_threshold() -> None:
    found = path(published("netherlands_6"), THRESHOLDS)
    assert found is not None
    assert [len(found.at[threshold].pairs) for threshold in THRESHOLDS] == [0, 6, 6, 8, 11]
    assert path(table_of("AB", {"A": 5, "AB": 2}), THRESHOLDS) is None


def test_without_a_list_there_may_be_no_estimate_and_the_reason_is_told() -> None:
    rows = without_each(table_of("ABC", {"A": 9, "B": 9, "AB": 2, "C": 5, "BC": 1}), 0.02)
    assert [(row.left_out, row.reason) for row in rows] == [("A", ""), ("B", "no_overlap"), ("C", "")]
    within = without_each(table_of("ABC", {"A": 9, "AB": 2, "ABC": 1, "C": 5}), 0.02)
    assert {row.left_out: row.reason for row in within}["C"] == "no_finite_estimate"
    assert [row.reason for row in without_each(table_of("AB", {"A": 9, "B": 9, "AB": 2}), 0.02)] == ["one_list"] * 2
