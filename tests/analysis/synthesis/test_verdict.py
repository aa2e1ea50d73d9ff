"""Whether a table is worth releasing, and how far the synthetic one is from the true one."""

from functools import cache

import numpy as np
import pytest

from tests.analysis.synthesis.tables import any_table, domain
from varsel.analysis.synthesis import Examination, Mode, Synthesis, Table, examined, example_table, synthesize
from varsel.analysis.synthesis.mechanism import Tables
from varsel.analysis.synthesis.utility import MOST_TABLES, distance, distances_of, utility_of


@cache
def truth(persons: int, dependence: float) -> Table:
    return example_table(persons, 1, dependence)


@cache
def made(persons: int, dependence: float, epsilon: float, delta: float = 1e-6) -> Synthesis:
    return synthesize(truth(persons, dependence), epsilon, delta, mode=Mode.TEST, seed=1)


@cache
def examination(persons: int, dependence: float, epsilon: float) -> Examination:
    return examined(truth(persons, dependence), made(persons, dependence, epsilon), seed=1, shadow_runs=0)


def cramers_v(table: np.ndarray) -> float:
    expected = np.outer(table.sum(1), table.sum(0)) / table.sum()
    squares = ((table - expected) ** 2 / np.maximum(expected, 1e-9)).sum()
    return float(np.sqrt(squares / table.sum() / (min(table.shape) - 1)))


def test_the_example_has_real_dependence_and_the_same_numbers_for_a_seed() -> None:
    tables = Tables(truth(2000, 1.0).codes, truth(2000, 1.0).domain.sizes).pairs.values()
    assert len(tables) == 105
    assert sum(cramers_v(table) >= 0.2 for table in tables) >= 20
    assert (truth(2000, 1.0).codes == example_table(2000, 1).codes).all()


def test_at_2000_persons_and_epsilon_4_the_joint_tables_are_far_closer_than_independent_ones() -> None:
    distances = examination(2000, 1.0, 4.0).utility.distances
    assert distances[2]["synthetic"] < 0.5 * distances[2]["independent"]
    assert distances[3]["synthetic"] < 0.5 * distances[3]["independent"]
    assert distances[1]["synthetic"] < distances[1]["resample"]
    assert examination(2000, 1.0, 4.0).utility.better_than_independent()


def test_a_table_with_dependence_is_worth_releasing() -> None:
    verdict = made(2000, 1.0, 4.0).verdict
    assert verdict.worth
    assert (verdict.reasons, verdict.advice) == (("dependence",), "release")
    assert len(verdict.dependent_pairs) >= 15


def test_a_table_without_dependence_is_not_worth_releasing() -> None:
    verdict = made(2000, 0.0, 4.0).verdict
    assert not verdict.worth
    assert (verdict.reasons, verdict.advice) == (("no_dependence",), "publish_one_way_tables")


def test_a_table_with_a_trace_of_dependence_is_not_worth_releasing() -> None:
    assert made(2000, 0.2, 4.0).verdict.reasons == ("little_dependence",)


def test_a_wide_table_is_judged_by_its_strongest_pairs() -> None:
    table = any_table(domain(*[2] * 16), 1000, 1)
    table.codes[:, 8:12] = table.codes[:, :4]
    assert synthesize(table, 4.0, mode=Mode.TEST, seed=1).verdict.worth


def test_too_few_persons_for_the_noise_are_not_worth_releasing() -> None:
    verdict = made(100, 1.0, 1.0).verdict
    assert {"too_few_persons", "noise_drowns"} <= set(verdict.reasons)
    assert verdict.advice == "publish_protected_tables"
    assert any("about" in sentence for sentence in verdict.sentences)


def test_a_delta_above_one_over_the_persons_is_not_worth_releasing() -> None:
    assert "delta_too_large" in made(2000, 0.0, 4.0, 1e-3).verdict.reasons


def test_a_table_is_at_no_distance_from_itself_and_at_one_from_what_it_shares_nothing_with() -> None:
    table = any_table(domain(2, 3), 50, 1)
    assert distances_of(table, table, [(0,), (0, 1)]) == [0.0, 0.0]
    assert distance(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 1.0


def test_a_table_of_two_columns_has_no_three_way_distance() -> None:
    table = any_table(domain(2, 3), 50, 1)
    found = utility_of(table, table, 0.1, np.random.default_rng(1))
    assert sorted(found.distances) == [1, 2]
    assert found.better_than_independent()


@pytest.mark.parametrize("width", [16])
def test_of_a_wide_table_the_same_sample_of_three_way_tables_is_compared(width: int) -> None:
    from varsel.analysis.synthesis.utility import tables_of_order

    assert len(tables_of_order(width, 3)) == MOST_TABLES
    assert tables_of_order(width, 3) == tables_of_order(width, 3)
    assert len(tables_of_order(width, 2)) == width * (width - 1) // 2
