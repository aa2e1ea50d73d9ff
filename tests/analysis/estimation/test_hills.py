"""Whether a posterior says one thing or two."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.analysis.estimation.tables import steadily
from varsel.analysis.estimation.hills import hills

POINTS = np.arange(1_000)


def normals(*parts: tuple[float, float, float]) -> NDArray[np.float64]:
    """Chances from parts of centre, deviation and share."""
    heights = sum(share / sd * np.exp(-(((POINTS - centre) / sd) ** 2) / 2) for centre, sd, share in parts)
    return np.asarray(heights / np.sum(heights))


def ends(chances: NDArray[np.float64]) -> list[tuple[int, int]]:
    return [(hill.first, hill.last) for hill in hills(chances, np.ones(len(chances)))]


@given(st.floats(200, 800), st.floats(1, 300))
@steadily
def test_one_hill_is_one_however_broad_and_wherever_it_stands(centre: float, deviation: float) -> None:
    assert len(ends(normals((centre, deviation, 1)))) == 1


@given(st.floats(0.1, 0.9), st.floats(5, 40))
@steadily
def test_two_hills_far_apart_are_two_with_their_shares_and_hold_most_of_all(share: float, deviation: float) -> None:
    chances = normals((250, deviation, share), (750, deviation, 1 - share))
    left, right = hills(chances, np.ones(1_000))
    assert left.last < 500 < right.first
    assert left.chance + right.chance == pytest.approx(0.95, abs=0.03)
    assert (left.chance > right.chance) == (share > 0.5) or share == pytest.approx(0.5, abs=0.01)


@given(st.floats(0.1, 0.9))
@steadily
def test_a_posterior_read_backwards_has_the_same_hills(share: float) -> None:
    chances = normals((250, 30, share), (700, 50, 1 - share))
    backwards = [(999 - last, 999 - first) for first, last in reversed(ends(chances))]
    # Of two numbers that are equally likely, one alone may belong.
    assert np.allclose(ends(chances[::-1]), backwards, atol=1)


def test_three_hills_are_three() -> None:
    assert len(ends(normals((150, 20, 1), (500, 20, 1), (850, 20, 1)))) == 3


def test_a_hill_of_less_than_a_twentieth_does_not_count() -> None:
    assert len(ends(normals((250, 20, 0.97), (750, 1, 0.03)))) == 1


def test_a_dent_that_is_no_valley_parts_nothing() -> None:
    chances = np.ones(1_000)
    chances[480:520] = 0.6
    chances /= chances.sum()
    assert len(ends(chances)) == 1
    chances[480:520] *= 0.5
    assert len(ends(chances)) == 2


def test_a_point_that_stands_for_many_numbers_is_no_hill_for_that() -> None:
    widths = np.ones(1_000)
    widths[600:] = 20.0
    chances = normals((300, 200, 1)) * widths
    chances /= chances.sum()
    assert len(hills(chances, widths)) == 1
