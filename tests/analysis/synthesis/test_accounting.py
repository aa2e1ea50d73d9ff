"""Epsilon, delta and rho."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varsel.analysis.synthesis.accounting import Accountant, checked, epsilon_of, rho_of
from varsel.analysis.synthesis.refusals import BadInput

EPSILONS, DELTAS = st.floats(0.001, 100), st.sampled_from([1e-300, 1e-10, 1e-6, 1e-2])


@given(EPSILONS, DELTAS)
@settings(max_examples=40, deadline=None)
def test_rho_and_epsilon_are_each_others_inverse_and_round_towards_privacy(epsilon: float, delta: float) -> None:
    back = epsilon_of(rho_of(epsilon, delta), delta)
    assert back <= epsilon
    assert back == pytest.approx(epsilon, rel=1e-6)


@given(EPSILONS, DELTAS)
@settings(max_examples=40, deadline=None)
def test_the_conversion_is_tighter_than_the_usual_formula(epsilon: float, delta: float) -> None:
    rho = rho_of(epsilon, delta)
    assert epsilon < rho + 2 * math.sqrt(rho * math.log(1 / delta)) + 1e-9


@pytest.mark.parametrize("scale", [3.0, 9.0, 100.0])
@pytest.mark.parametrize("delta", [1e-9, 1e-6, 1e-3])
def test_the_conversion_agrees_with_opendp(scale: float, delta: float) -> None:
    from varsel.analysis.synthesis.noise import _gaussian, _opendp

    theirs = _opendp().c.make_zCDP_to_approxDP(_gaussian(scale)).map(1.0).epsilon(delta)
    assert epsilon_of(1 / (2 * scale**2), delta) == pytest.approx(theirs, rel=1e-4)


def test_nothing_spent_is_epsilon_zero() -> None:
    assert epsilon_of(0.0, 1e-6) == 0.0
    assert epsilon_of(1e-14, 0.01) == 0.0


@pytest.mark.parametrize(
    ("epsilon", "delta", "code"),
    [
        (0.0, 1e-6, "epsilon_not_positive"),
        (-1.0, 1e-6, "epsilon_not_positive"),
        (math.nan, 1e-6, "epsilon_not_positive"),
        (math.inf, 1e-6, "epsilon_not_positive"),
        (1e-5, 1e-6, "epsilon_too_low"),
        (101.0, 1e-6, "epsilon_too_high"),
        (1.0, 0.0, "delta_out_of_range"),
        (1.0, 0.5, "delta_out_of_range"),
        (1.0, math.nan, "delta_out_of_range"),
    ],
)
def test_a_budget_that_no_mechanism_can_have_is_refused(epsilon: float, delta: float, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        checked(epsilon, delta)
    assert refused.value.code == code


def test_the_accountant_lets_nothing_go_beyond_the_budget() -> None:
    accountant = Accountant(1.0)
    accountant.charge("a", 0.75)
    accountant.charge("b", 0.125)
    accountant.charge("b", 0.125)
    assert accountant.left == 0.0
    assert accountant.by_step() == {"a": 0.75, "b": 0.25}
    with pytest.raises(RuntimeError):
        accountant.charge("c", 1e-6)
    with pytest.raises(RuntimeError):
        accountant.charge("c", math.nan)
