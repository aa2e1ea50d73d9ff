"""Poisson and chi-squared tails, beside SciPy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.analysis.estimation.tables import steadily
from varsel.analysis.estimation.tails import chi_squared_tail, log_factorial, log_tails

HALF = float(np.log(0.5))


@steadily
@given(st.integers(0, 5_000), st.floats(0.01, 5_000))
def test_the_smaller_poisson_tail_is_that_of_scipy_where_it_is_below_the_limit(observed: int, expected: float) -> None:
    exact = min(stats.poisson.logcdf(observed, expected), stats.poisson.logsf(observed - 1, expected))
    found = float(log_tails(np.array([float(observed)]), np.array([expected]), HALF)[0])
    if exact >= HALF:
        assert found >= HALF - 1e-9
    elif exact > -600:
        assert found == pytest.approx(exact, rel=1e-9, abs=1e-9)
    else:
        assert found < -590


def test_far_out_where_tails_underflow_the_order_remains() -> None:
    far = log_tails(np.array([[0.0, 0.0, 900.0]]), np.array([[2_000.0, 3_000.0, 10.0]]), HALF)
    assert far.shape == (1, 3)
    assert far[0, 1] < far[0, 0] < -1_000
    assert np.isfinite(far).all()


def test_nobody_expected_and_nobody_seen_is_no_surprise() -> None:
    assert log_tails(np.zeros(1), np.zeros(1), HALF)[0] == pytest.approx(0, abs=1e-200)


@steadily
@given(st.integers(0, 10**9))
def test_factorials_are_exact_to_the_last_digits(count: int) -> None:
    from math import lgamma

    assert log_factorial(np.array([float(count)]))[0] == pytest.approx(lgamma(count + 1), rel=1e-13, abs=1e-13)


@steadily
@given(st.floats(0, 500), st.integers(0, 200))
def test_the_chi_squared_tail_is_that_of_scipy(value: float, freedom: int) -> None:
    expected = stats.chi2.sf(value, freedom) if freedom else 1.0
    assert chi_squared_tail(value, freedom) == pytest.approx(expected, rel=1e-9, abs=1e-300)
