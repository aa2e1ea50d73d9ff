"""The two mechanisms: OpenDP's, and the seeded ones of the same distributions."""

import numpy as np
import pytest
from scipy.stats import chi2

from varsel.analysis.synthesis.accounting import Accountant
from varsel.analysis.synthesis.noise import Counts, Noise, ProvenNoise, SeededNoise, discrete_gaussian

SCALE = 2.5
MANY = 20_000


def noises(rho: float) -> list[Noise]:
    return [ProvenNoise(Accountant(rho)), SeededNoise(Accountant(rho), np.random.default_rng(1))]


def exact_shares(reach: int) -> np.ndarray:
    values = np.arange(-200, 201)
    mass = np.exp(-(values**2) / (2 * SCALE**2))
    return mass[np.abs(values) <= reach] / mass.sum()


def fits(drawn: Counts, reach: int = 8) -> bool:
    """Chi-squared against the discrete Gaussian, at one in a million."""
    expected = exact_shares(reach) * drawn.size
    seen = np.array([(drawn == value).sum() for value in range(-reach, reach + 1)])
    rest = drawn.size - expected.sum(), drawn.size - seen.sum()
    squares = ((seen - expected) ** 2 / expected).sum() + (rest[1] - rest[0]) ** 2 / rest[0]
    return bool(chi2.sf(squares, len(expected)) > 1e-6)


@pytest.mark.parametrize("noise", noises(1.0), ids=["opendp", "seeded"])
def test_counts_get_discrete_gaussian_noise(noise: Noise) -> None:
    exact = np.arange(MANY).reshape(100, -1)
    noisy = noise.counts("step", exact, SCALE)
    assert noisy.shape == exact.shape
    assert fits(noisy - exact)


@pytest.mark.parametrize("noise", noises(1e9), ids=["opendp", "seeded"])
def test_the_best_is_chosen_as_the_exponential_mechanism_chooses(noise: Noise) -> None:
    scores, scale, runs = np.array([0, 3, 5]), 2.0, 3_000
    chosen = np.bincount([noise.best("step", scores, scale) for _run in range(runs)], minlength=3)
    expected = runs * np.exp(scores / scale) / np.exp(scores / scale).sum()
    assert chi2.sf(((chosen - expected) ** 2 / expected).sum(), 2) > 1e-6


@pytest.mark.parametrize("noise", noises(1.0), ids=["opendp", "seeded"])
def test_each_mechanism_costs_one_over_twice_its_scale_squared(noise: Noise) -> None:
    noise.counts("counts", np.zeros(3, dtype=np.int64), SCALE)
    noise.best("best", np.zeros(3, dtype=np.int64), SCALE)
    spent = noise.accountant.by_step()
    assert spent == pytest.approx({"counts": 1 / (2 * SCALE**2), "best": 1 / (2 * SCALE**2)})


@pytest.mark.parametrize("noise", noises(0.01), ids=["opendp", "seeded"])
def test_a_mechanism_that_the_budget_does_not_hold_never_sees_the_data(noise: Noise) -> None:
    with pytest.raises(RuntimeError):
        noise.counts("counts", None, SCALE)  # type: ignore[arg-type]
    with pytest.raises(RuntimeError):
        noise.best("best", None, SCALE)  # type: ignore[arg-type]


def test_a_seed_gives_the_same_noise_again() -> None:
    first, second = (discrete_gaussian(SCALE, (50,), np.random.default_rng(7)) for _time in range(2))
    assert (first == second).all()
