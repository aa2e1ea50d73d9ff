"""The attacks on planted persons: strong enough to find a leak, and honest about small numbers."""

import numpy as np
import pytest

from tests.analysis.synthesis.tables import any_table, domain
from varsel.analysis.synthesis.accounting import rho_of
from varsel.analysis.synthesis.attack import Attack, Rate, attacked, epsilon_shown

OF = domain(4, 5, 3, 4, impossible=({"c0": ["0"], "c1": ["0"]},))


def attack(epsilon: float, persons: int = 300, runs: int = 1) -> Attack:
    table = any_table(domain(4, 5, 3, 4), persons, 1)
    return attacked(table, epsilon, rho_of(epsilon, 1e-6), runs, np.random.default_rng(1))


def test_the_attack_finds_planted_persons_in_data_that_are_published_as_they_are() -> None:
    table = any_table(domain(*[4] * 10), 400, 1)
    found = attacked(table, 1.0, rho_of(1.0, 1e-6), 1, np.random.default_rng(1))
    assert found.control.share > 0.95
    assert found.membership.share < found.control.share


def test_under_a_small_epsilon_planted_persons_are_not_found() -> None:
    found = attack(0.1, runs=3)
    assert found.membership.interval[0] <= found.allowed
    assert found.epsilon_shown <= 0.1 + 0.5
    assert found.advantage[1] < 0.15


def test_the_attack_counts_every_canary_once() -> None:
    found = attack(1.0, runs=2)
    assert found.membership.tried == found.control.tried == 2 * 30
    assert found.planted.tried == found.not_planted.tried == 30
    assert found.advantage[1] <= found.advantage[0] <= found.advantage[2]


def test_a_handful_of_persons_gets_two_canaries() -> None:
    assert attack(1.0, persons=5).membership.tried == 2


def test_structural_zeros_hold_for_planted_persons_too() -> None:
    codes = any_table(OF, 300, 1)
    possible = ~((codes.codes[:, 0] == 0) & (codes.codes[:, 1] == 0))
    table = type(codes)(OF, codes.codes[possible])
    assert attacked(table, 1.0, 0.01, 1, np.random.default_rng(1)).membership.tried > 0


@pytest.mark.parametrize(
    ("right", "tried", "low", "high"), [(0, 10, 0.0, 0.31), (10, 10, 0.69, 1.0), (5, 10, 0.19, 0.81)]
)
def test_a_rate_carries_its_exact_interval(right: int, tried: int, low: float, high: float) -> None:
    assert Rate(right, tried).interval == pytest.approx((low, high), abs=0.005)


def test_the_epsilon_shown_by_guesses_is_zero_unless_they_beat_a_coin_clearly() -> None:
    assert epsilon_shown(Rate(0, 100)) == 0.0
    assert epsilon_shown(Rate(55, 100)) == 0.0
    assert 2.0 < epsilon_shown(Rate(97, 100)) < 4.0
