"""Rounding that is right on average, and what an attacker with the true totals could still learn."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.analysis.disclosure.rounding import Range, certainly_small, narrowed, possible, unbiased

COUNTS, BASES = st.integers(0, 10_000), st.integers(1, 20)


@given(count=COUNTS, base=BASES, draw=st.floats(0, 1, exclude_max=True))
def test_a_rounded_count_is_a_multiple_near_the_true_one_and_a_zero_stays_zero(
    count: int, base: int, draw: float
) -> None:
    rounded = unbiased(count, base, draw)
    assert rounded % base == 0
    assert abs(rounded - count) < base
    assert count or not rounded
    found = possible(rounded, base)
    assert found.low <= count <= found.high


@given(count=COUNTS, base=BASES)
def test_over_all_draws_the_average_is_the_true_count(count: int, base: int) -> None:
    draws = [unbiased(count, base, place / base) for place in range(base)]
    assert sum(draws) == count * base
    assert all(one >= other for one, other in pairwise(draws))


@pytest.mark.parametrize(("count", "base", "draw"), [(-1, 5, 0.0), (1, 0, 0.0), (1, 5, 1.0)])
def test_what_is_no_count_no_base_or_no_draw_is_refused(count: int, base: int, draw: float) -> None:
    with pytest.raises(ValueError, match="not negative"):
        unbiased(count, base, draw)


def test_with_the_total_known_two_cells_at_their_ends_are_given_away() -> None:
    """Rounded to 5 and 5 with a total of 2, each must be 1."""
    ranges = narrowed([5, 5], 5, [[1, 1]], [2])
    assert ranges == [Range(1, 1), Range(1, 1)]
    assert certainly_small(ranges, 5) == [0, 1]


def test_an_attack_that_runs_out_of_time_says_so_instead_of_giving_a_range_too_narrow() -> None:
    seconds = iter([1e3, 0.0])
    with pytest.raises(TimeoutError):
        narrowed([5, 10, 0] * 20, 5, [[1, 1, 1] * 20], [300], left=lambda: next(seconds))


def test_with_an_ordinary_total_nothing_is_given_away() -> None:
    ranges = narrowed([5, 10, 0], 5, [[1, 1, 1]], [15])
    assert certainly_small(ranges, 5) == []
    assert ranges[0] == Range(1, 9)


@given(counts=st.lists(st.integers(0, 12), min_size=2, max_size=4), seed=st.integers(0, 99))
def test_what_an_attacker_narrows_down_holds_the_truth(counts: list[int], seed: int) -> None:
    draws = np.random.default_rng(seed).random(len(counts))
    rounded = [unbiased(count, 5, draw) for count, draw in zip(counts, draws, strict=True)]
    ranges = narrowed(rounded, 5, [[1] * len(counts)], [sum(counts)])
    assert all(one.low <= count <= one.high for one, count in zip(ranges, counts, strict=True))


def test_totals_that_no_table_has_are_refused() -> None:
    with pytest.raises(ValueError, match="No table"):
        narrowed([5], 5, [[1]], [100])
