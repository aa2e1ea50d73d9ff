"""From noisy tables to one distribution, and from the distribution to rows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.synthesis.tables import domain
from varsel.analysis.synthesis import sampling
from varsel.analysis.synthesis.descent import minimum
from varsel.analysis.synthesis.fitting import Measured, fit, reconciled, total_of
from varsel.analysis.synthesis.mechanism import Tables

SIZES = [2, 3, 4]
SEEDS = st.integers(0, 10**6)


def noisy(seed: int, scale: float = 20.0) -> list[Measured]:
    """The one-way tables and a chain of pairs of one random table, with noise."""
    generator = np.random.default_rng(seed)
    whole = generator.dirichlet(np.ones(24)).reshape(SIZES) * 1000
    tables = [whole.sum((1, 2)), whole.sum((0, 2)), whole.sum((0, 1)), whole.sum(2), whole.sum(0)]
    columns = [(0,), (1,), (2,), (0, 1), (1, 2)]
    return [
        Measured(which, counts + generator.normal(0, scale, counts.shape), scale**2)
        for which, counts in zip(columns, tables, strict=True)
    ]


@given(SEEDS)
@settings(max_examples=25, deadline=None)
def test_reconciled_tables_have_one_total_and_equal_margins(seed: int) -> None:
    tables = {table.columns: table.counts for table in reconciled(noisy(seed), 1000.0, {})}
    assert all(np.isclose(counts.sum(), 1000) for counts in tables.values())
    assert np.allclose(tables[(0, 1)].sum(1), tables[(0,)])
    assert np.allclose(tables[(0, 1)].sum(0), tables[(1,)])
    assert np.allclose(tables[(1, 2)].sum(1), tables[(1,)])


def test_a_more_precise_table_weighs_more_in_the_margins() -> None:
    alone = [Measured((0,), np.array([100.0, 0.0]), 1.0), Measured((1,), np.array([50.0, 50.0]), 1.0)]
    joint = Measured((0, 1), np.array([[30.0, 30.0], [20.0, 20.0]]), 1e6)
    assert reconciled([*alone, joint], 100.0, {})[0].counts == pytest.approx([100, 0], abs=0.01)


def test_two_measurements_of_one_table_are_weighed_by_precision() -> None:
    both = Measured((0,), np.array([10.0]), 1.0).with_another(np.array([20.0]), 3.0)
    assert both.counts == pytest.approx([12.5])
    assert both.variance == pytest.approx(0.75)


def test_the_total_is_the_mean_of_what_the_tables_say_by_precision() -> None:
    assert total_of([Measured((0,), np.array([40.0, 60.0]), 1.0), Measured((1,), np.full(2, 100.0), 1e9)]) == (
        pytest.approx(100, abs=1e-3)
    )


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_a_fit_is_never_negative_sums_to_the_total_and_keeps_clear_tables(seed: int) -> None:
    tables = reconciled(noisy(seed, scale=3.0), 1000.0, {})
    found = fit(tables, 1000.0, SIZES, {}, steps=400)
    for table in tables:
        expected = found.expected(table.columns)
        assert (expected >= 0).all()
        assert expected.sum() == pytest.approx(1000)
        assert np.abs(expected - table.counts).sum() < 20


def test_structural_zeros_hold_nothing_in_tables_fit_and_rows() -> None:
    of = domain(*SIZES, impossible=({"c0": ["0"], "c1": ["1", "2"]},))
    mask = np.exp(of.zeros[(0, 1)])
    tables = reconciled(noisy(3), 1000.0, {(0, 1): mask})
    assert (tables[3].counts[mask == 0] == 0).all()
    found = fit(tables, 1000.0, SIZES, of.zeros)
    assert (found.expected((0, 1))[mask == 0] == 0).all()
    rows = sampling.rows(found.distribution, 5000, 3, np.random.default_rng(1))
    assert not ((rows[:, 0] == 0) & (rows[:, 1] > 0)).any()


@given(SEEDS)
@settings(max_examples=15, deadline=None)
def test_rows_follow_the_distribution_closely(seed: int) -> None:
    found = fit(reconciled(noisy(seed, scale=3.0), 1000.0, {}), 1000.0, SIZES, {})
    rows = sampling.rows(found.distribution, 4000, 3, np.random.default_rng(seed))
    for columns in [(0,), (1,), (2,), (0, 1), (1, 2)]:
        shares = Tables(rows, SIZES).count(columns) / 4000
        assert np.abs(shares - found.distribution.marginal(columns)).sum() / 2 < 0.005


def test_systematic_sampling_gives_each_category_its_share_rounded_up_or_down() -> None:
    groups = np.repeat([0, 1], [70, 30])
    chosen = sampling.systematic(np.array([[1.0, 2.0, 0.0], [0.0, 0.0, 5.0]]), groups, np.random.default_rng(1))
    assert (chosen[groups == 1] == 2).all()
    assert abs(np.bincount(chosen[groups == 0], minlength=3) - np.array([70 / 3, 140 / 3, 0])).max() < 1
    assert sampling.systematic(np.ones((1, 2)), np.zeros(0, dtype=np.int64), np.random.default_rng(1)).size == 0


def test_the_descent_finds_the_minimum_of_a_convex_function_and_stops_where_it_is_flat() -> None:
    def bowl(at: np.ndarray) -> tuple[float, np.ndarray]:
        pull = np.arange(1.0, 6.0)
        return float((pull * (at - 1) ** 2).sum() + np.logaddexp.reduce(at)), 2 * pull * (at - 1) + np.exp(
            at - np.logaddexp.reduce(at)
        )

    found = minimum(bowl, np.zeros(5), 100)
    assert np.abs(bowl(found)[1]).max() < 1e-6


def test_the_descent_stays_where_no_step_goes_down() -> None:
    start = np.ones(2)
    uphill = iter([1.0, *([2.0] * 40)])
    assert (minimum(lambda at: (next(uphill), np.ones(2)), start, 5) == start).all()
