"""Fits of log-linear models, one by one and in stacks."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import published, slowly, steadily, table_of, tables
from tests.analysis.estimation.test_existence import chosen_pairs, subsets_of_pairs
from varsel.analysis.estimation import BadTable, Fit, OverlapTable, fit_model, fitting
from varsel.analysis.estimation.fitting import Pairs, fit, fits, stack_of, terms_of


def fitted_or_none(table: OverlapTable, pairs: Pairs) -> Fit | None:
    try:
        return fit_model(table, pairs)
    except BadTable:
        return None


def fitted(table: OverlapTable, pairs: Pairs) -> Fit:
    found = fitted_or_none(table, pairs)
    assume(found)
    assert found is not None
    return found


@steadily
@given(st.integers(1, 500), st.integers(1, 500), st.integers(1, 500))
def test_two_lists_give_the_estimate_of_lincoln_and_petersen(one: int, other: int, both: int) -> None:
    found = fit_model(table_of("AB", {"A": one, "B": other, "AB": both}), ())
    assert found.hidden == pytest.approx(one * other / both, rel=1e-8)
    assert found.log_variance == pytest.approx(1 / one + 1 / other + 1 / both, rel=1e-6)
    assert (found.freedom, found.deviance) == (0, pytest.approx(0, abs=1e-8))


@steadily
@given(tables(), subsets_of_pairs, st.integers(2, 9))
def test_with_the_model_fixed_multiplied_counts_multiply_the_estimate(
    table: OverlapTable, numbers: list[int], times: int
) -> None:
    pairs = chosen_pairs(table, numbers)
    once, many = fitted(table, pairs), fitted(table.with_counts(table.counts * times), pairs)
    assert many.hidden == pytest.approx(once.hidden * times, rel=1e-6)
    assert many.log_variance == pytest.approx(once.log_variance / times, rel=1e-4)


@steadily
@given(tables(), subsets_of_pairs)
def test_a_fit_meets_every_margin_of_its_terms(table: OverlapTable, numbers: list[int]) -> None:
    found = fitted(table, chosen_pairs(table, numbers))
    terms = terms_of(table.size)
    names = [(), *((column,) for column in range(table.size)), *terms.pairs]
    values = np.array([found.values.get(name, 0.0) for name in names])
    dead = np.isinf(values)
    means = np.exp(terms.design @ np.where(dead, 0, values)) * (terms.design[:, dead].sum(axis=1) == 0)
    inside = [names.index(name) for name in found.values]
    assert means @ terms.design[:, inside] == pytest.approx(table.counts @ terms.design[:, inside], rel=1e-6, abs=1e-6)


@slowly
@given(st.lists(tables(sizes=(4, 4)), min_size=2, max_size=6), subsets_of_pairs)
def test_a_stack_of_tables_is_fitted_as_each_alone(drawn: list[OverlapTable], numbers: list[int]) -> None:
    pairs = chosen_pairs(drawn[0], numbers)
    alone = {table: found for table in drawn if (found := fitted_or_none(table, pairs))}
    assume(alone)
    stack = stack_of(4, np.array([table.counts for table in alone]))
    stack.chosen[:] = stack.terms.with_pairs(pairs)
    fit(stack, np.arange(len(alone)))
    for one, other in zip(fits(stack), alone.values(), strict=True):
        assert one.hidden == pytest.approx(other.hidden, rel=1e-7)
        assert one.deviance == pytest.approx(other.deviance, rel=1e-7, abs=1e-7)
        assert (one.pairs, one.freedom) == (other.pairs, other.freedom)


def test_an_overlap_of_nobody_has_its_interaction_at_minus_infinity() -> None:
    table = table_of("ABC", {"A": 30, "B": 40, "C": 50, "AC": 6, "BC": 7})
    found = fit_model(table, ((0, 1),))
    assert found.values[(0, 1)] == -np.inf
    assert found.freedom == 1  # five patterns are left, and the constant with three main effects


def test_a_stack_of_nothing_is_fitted() -> None:
    stack = stack_of(3, np.ones((1, 7)))
    fit(stack, np.arange(0))
    assert not stack.means.any()


def test_what_does_not_converge_has_no_finite_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "MOST_ITERATIONS", 1)
    stack = stack_of(5, published("uk_5").counts[None, :])
    fit(stack, np.arange(1))
    assert stack.hidden.tolist() == [np.inf]


def test_a_step_too_far_is_halved() -> None:
    stack = stack_of(5, published("uk_5").counts[None, :])
    stack.values[:, 1:6] -= 12.0
    fit(stack, np.arange(1))
    assert stack.hidden[0] == pytest.approx(fit_model(published("uk_5"), ()).hidden, rel=1e-8)
