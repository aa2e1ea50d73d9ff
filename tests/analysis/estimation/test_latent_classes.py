"""Latent classes: the sampler is right, and chains that disagree publish nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import published, steadily, table_of
from varsel.analysis.estimation import BadTable
from varsel.analysis.estimation.convergence import agreement
from varsel.analysis.estimation.gibbs import Sampler, run
from varsel.analysis.estimation.latent_classes import estimate_by_latent_classes

PATTERNS = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 1]], dtype=float)
COUNTS = np.array([6, 4, 3, 1, 1, 4])


def weighted_prior_draws(classes: int, draws: int) -> np.ndarray:
    """Draws of the hidden number by importance sampling: the prior, weighted by the likelihood. No Gibbs in it."""
    rng = np.random.default_rng(0)
    spread = rng.gamma(0.25, 4.0, draws)
    breaks = rng.beta(1.0, np.maximum(spread, 1e-12)[:, None], (draws, classes))
    breaks[:, -1] = 1.0
    shares = breaks * np.cumprod(np.hstack([np.ones((draws, 1)), 1 - breaks[:, :-1]]), axis=1)
    on = rng.random((draws, classes, 3))
    seen = [(shares * np.where(pattern > 0, on, 1 - on).prod(axis=2)).sum(axis=1) for pattern in PATTERNS]
    unseen = (shares * (1 - on).prod(axis=2)).sum(axis=1)
    logs = COUNTS @ np.log(seen) - COUNTS.sum() * np.log(1 - unseen)
    weights = np.exp(logs - logs.max())
    chosen = rng.choice(draws, 50_000, p=weights / weights.sum())
    return rng.negative_binomial(COUNTS.sum(), 1 - unseen[chosen])


@pytest.mark.parametrize("classes", [2, 10])
def test_the_chains_draw_from_the_posterior_that_importance_sampling_gives(classes: int) -> None:
    hidden = run(Sampler(PATTERNS, COUNTS, classes), chains=32, burn_in=150, draws=400, thin=2, seed=1)
    expected = weighted_prior_draws(classes, 120_000)
    for number in (1, 3, 5, 9, 16):
        assert (hidden <= number).mean() == pytest.approx((expected <= number).mean(), abs=0.02)


@pytest.mark.parametrize("name", ["uk_5", "netherlands_5"])
def test_the_british_and_the_dutch_five_lists_get_no_answer(name: str) -> None:
    answer = estimate_by_latent_classes(published(name), chains=12, burn_in=100, draws=100, thin=1)
    assert answer.estimate is None
    assert answer.interval is None
    assert "not_converged" in {doubt.code for doubt in answer.refusals}
    assert answer.medians[-1] > 1.5 * answer.medians[0]
    printed = answer.as_dict()
    assert printed["estimate"] is printed["hidden"] is printed["interval"] is None
    assert printed["agreement"]["rhat"] > 1.05


def test_chains_that_agree_give_an_answer_and_the_seed_gives_it_again() -> None:
    table = table_of("ABC", {"A": 90, "B": 80, "C": 85, "AB": 40, "AC": 45, "BC": 38, "ABC": 22})
    steps: list[tuple[int, int]] = []
    options = {"chains": 8, "burn_in": 100, "draws": 150, "thin": 2, "seed": 3, "classes": 2}
    one = estimate_by_latent_classes(table, **options, progress=lambda *at: steps.append(at))
    other = estimate_by_latent_classes(table, **options)
    assert one.agreement.rhat < 1.3
    assert one.as_dict() | {"seconds": 0} == other.as_dict() | {"seconds": 0}
    assert steps[:4] == [(100, 400), (200, 400), (300, 400), (400, 400)]


def test_an_answer_is_given_where_the_gate_is_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varsel.analysis.estimation.convergence.HIGHEST_RHAT", 1.5)
    monkeypatch.setattr("varsel.analysis.estimation.convergence.LOWEST_SIZE", 10.0)
    table = table_of("ABC", {"A": 90, "B": 80, "C": 85, "AB": 40, "AC": 45, "BC": 38, "ABC": 22})
    answer = estimate_by_latent_classes(table, 8, 100, 100, 1)
    assert answer.interval is not None
    assert answer.estimate is not None
    assert answer.interval[95][0] < answer.interval[80][0] < answer.estimate < answer.interval[95][1]
    assert answer.publishable


@pytest.mark.parametrize(("chains", "draws", "thin"), [(3, 100, 1), (4, 99, 1), (4, 100, 0)])
def test_too_little_of_anything_is_refused(chains: int, draws: int, thin: int) -> None:
    with pytest.raises(BadTable) as refused:
        estimate_by_latent_classes(published("western_us_5"), chains, 10, draws, thin)
    assert refused.value.code == "chains"


def test_independent_draws_agree_and_count_as_many_as_they_are() -> None:
    draws = np.random.default_rng(1).standard_cauchy((4, 1_000))  # no mean, no variance: ranks do not mind
    found = agreement(draws)
    assert found.reached
    assert found.rhat == pytest.approx(1, abs=0.005)
    assert found.size_bulk == pytest.approx(4_000, rel=0.15)


def test_autocorrelated_draws_count_for_fewer() -> None:
    rng = np.random.default_rng(2)
    draws = np.zeros((4, 5_000))
    for step in range(1, 5_000):
        draws[:, step] = 0.9 * draws[:, step - 1] + rng.standard_normal(4)
    # Of an autoregression with 0.9 one draw in (1 + 0.9) / (1 - 0.9) = 19 counts.
    assert agreement(draws).size_bulk == pytest.approx(20_000 / 19, rel=0.25)


def test_a_drift_a_different_middle_and_a_different_spread_are_each_noticed() -> None:
    draws = np.random.default_rng(3).standard_normal((4, 1_000))
    assert agreement(draws).reached
    assert not agreement(draws + np.linspace(0, 1, 1_000)).reached
    assert not agreement(draws + np.array([[0], [0], [0], [0.5]])).reached
    assert not agreement(draws * np.array([[1], [1], [1], [2]])).reached


def test_chains_that_do_not_move_have_not_agreed() -> None:
    found = agreement(np.ones((4, 100)))
    assert not found.reached
    assert found.as_dict()["rhat"] is None


@given(st.floats(1, 50), st.floats(-100, 100), st.integers(0, 1_000))
@steadily
def test_ranks_make_the_measures_the_same_in_any_unit(scale: float, shift: float, seed: int) -> None:
    draws = np.random.default_rng(seed).standard_normal((3, 40))
    one, other = agreement(draws), agreement(draws * scale + shift)
    assert (one.size_bulk, one.size_tail) == pytest.approx((other.size_bulk, other.size_tail))
    assert one.rhat == pytest.approx(other.rhat, abs=0.01)  # two ends as far from the middle may change places


@pytest.mark.parametrize("shape", [(1, 100), (4, 7), (100,)])
def test_one_chain_proves_nothing(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="two chains"):
        agreement(np.zeros(shape))
