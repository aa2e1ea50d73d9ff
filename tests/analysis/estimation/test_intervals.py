"""Intervals: normal on the log of the hidden number, and BCa."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import steadily
from varsel.analysis.estimation.intervals import acceleration, as_lists, bca, bias_correction, normal


def test_the_normal_interval_never_goes_below_the_persons_seen() -> None:
    limits = normal(100, 50.0, 0.25)
    assert limits[95] == pytest.approx((100 + 50 * np.exp(-0.979982), 100 + 50 * np.exp(0.979982)), rel=1e-6)
    assert 100 < limits[95][0] < limits[80][0] < 150 < limits[80][1] < limits[95][1]


def test_without_bias_and_acceleration_bca_is_the_percentile_interval() -> None:
    replicates = np.arange(1.0, 1_002.0)
    limits = bca(501.0, replicates, 0.0)
    assert limits[95] == pytest.approx((26.0, 976.0))
    assert limits[80] == pytest.approx((101.0, 901.0))


@steadily
@given(st.lists(st.floats(1, 1e6), min_size=5, max_size=60), st.floats(-0.4, 0.4), st.integers(0, 4))
def test_limits_lie_in_order_and_among_the_replicates(drawn: list[float], accelerated: float, chosen: int) -> None:
    replicates = np.array(drawn)
    limits = bca(drawn[chosen], replicates, accelerated)
    for low, high in limits.values():
        assert replicates.min() <= low <= high <= replicates.max()


@pytest.mark.parametrize(("estimate", "correction"), [(0.0, -np.inf), (9.0, np.inf), (3.0, 0.0)])
def test_an_estimate_beyond_all_replicates_has_no_finite_correction(estimate: float, correction: float) -> None:
    assert bias_correction(estimate, np.array([1.0, 3.0, 5.0])) == pytest.approx(correction, abs=1e-12)


def test_an_estimate_beyond_all_replicates_collapses_the_interval() -> None:
    assert bca(0.0, np.array([1.0, 3.0, 5.0]), 0.0)[95] == (1.0, 1.0)
    assert bca(9.0, np.array([1.0, 3.0, 5.0]), 0.0)[95] == (5.0, 5.0)


@pytest.mark.parametrize(("accelerated", "ends"), [(0.9, 1), (-0.9, 0)])
def test_an_acceleration_beyond_its_pole_takes_the_outermost_replicate(accelerated: float, ends: int) -> None:
    replicates = np.arange(1.0, 102.0)
    assert bca(51.0, replicates, accelerated)[95][ends] == (101.0 if ends else 1.0)


def test_replicates_without_an_estimate_leave_the_interval_unbounded() -> None:
    replicates = np.array([*np.arange(1.0, 91.0), *[np.inf] * 11])
    limits = bca(45.5, replicates, 0.0)
    assert as_lists(limits)["95"][1] is None
    assert as_lists(limits)["95"][0] is not None


def test_persons_who_all_weigh_alike_give_no_acceleration() -> None:
    assert acceleration(np.array([5.0, 5.0]), np.array([2, 3])) == 0
    assert acceleration(np.array([np.inf]), np.array([2])) == 0
    assert acceleration(np.array([1.0, 2.0, np.inf]), np.array([9, 1, 4])) < 0
