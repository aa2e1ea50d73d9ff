"""Select, measure, generate: which pairs are chosen, what fits into a model, structural zeros."""

from dataclasses import replace

import numpy as np
import pytest

from tests.analysis.synthesis.tables import any_table, domain
from varsel.analysis.synthesis import mechanism
from varsel.analysis.synthesis.accounting import Accountant, rho_of
from varsel.analysis.synthesis.domain import Column
from varsel.analysis.synthesis.mechanism import Model, generated, learned
from varsel.analysis.synthesis.noise import SeededNoise
from varsel.analysis.synthesis.tables import Table, check_possible
from varsel.analysis.synthesis.tree import largest


def model_of(table: Table, epsilon: float = 4.0, seed: int = 1) -> Model:
    return learned(table, SeededNoise(Accountant(rho_of(epsilon, 1e-6)), np.random.default_rng(seed)))


def tied(persons: int) -> Table:
    """Six columns, of which the second copies the first and the fifth the fourth."""
    found = any_table(domain(3, 3, 2, 4, 4, 2), persons, 1)
    codes = found.codes.copy()
    codes[:, 1], codes[:, 4] = codes[:, 0], codes[:, 3]
    return replace(found, codes=codes)


def test_the_pairs_that_depend_on_one_another_are_chosen_first() -> None:
    assert set(model_of(tied(2000)).chosen[:2]) == {(0, 1), (3, 4)}


def test_synthetic_persons_keep_the_dependence() -> None:
    made = generated(model_of(tied(2000)), np.random.default_rng(1)).codes
    assert (made[:, 0] == made[:, 1]).mean() > 0.97
    assert (made[:, 3] == made[:, 4]).mean() > 0.97
    assert abs(len(made) - 2000) < 60


def test_synthetic_persons_respect_structural_zeros() -> None:
    rules = ({"c0": ["0"], "c1": ["1"]}, {"c2": ["1"], "c3": ["0", "1"], "c4": ["2"]}, {"c5": ["1"]})
    strict = domain(3, 3, 2, 4, 4, 2, impossible=rules)
    codes = any_table(strict, 4000, 2).codes
    possible = ~((codes[:, 0] == 0) & (codes[:, 1] == 1)) & (codes[:, 5] == 0)
    possible &= ~((codes[:, 2] == 1) & (codes[:, 3] < 2) & (codes[:, 4] == 2))
    made = generated(model_of(Table(strict, codes[possible])), np.random.default_rng(1))
    check_possible(made, range(len(made)))
    assert len(made) > 500


def test_a_pair_is_no_candidate_if_its_clique_would_grow_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mechanism, "MOST_CELLS", 12)
    model = model_of(tied(500))
    assert largest(model.chosen, model.domain.sizes) <= 12
    assert (3, 4) not in model.chosen


def test_where_no_pair_fits_the_one_way_tables_are_all_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mechanism, "MOST_CELLS", 3)
    model = model_of(any_table(domain(3, 3, 2), 500, 1))
    assert model.chosen == []
    assert len(generated(model, np.random.default_rng(1))) == pytest.approx(500, abs=60)


def test_a_column_with_one_category_is_carried_along_and_costs_nothing() -> None:
    table = any_table(domain(3, 1, 2), 500, 1)
    model = model_of(table)
    assert (1,) not in model.measured
    assert (generated(model, np.random.default_rng(1)).codes[:, 1] == 0).all()


def test_a_handful_of_persons_under_heavy_noise_still_gives_at_least_one_row() -> None:
    table = any_table(domain(2, 2), 2, 1)
    assert all(len(generated(model_of(table, 0.05, seed), np.random.default_rng(1))) >= 1 for seed in range(5))


def test_the_order_of_the_rows_changes_nothing() -> None:
    table = tied(300)
    turned = replace(table, codes=table.codes[::-1])
    assert model_of(table).chosen == model_of(turned).chosen


def test_an_unused_category_is_allowed() -> None:
    columns = (Column("a", ("0", "1", "never")), Column("b", ("0", "1")))
    of = replace(domain(2, 2), columns=columns)
    made = generated(model_of(Table(of, any_table(domain(2, 2), 3000, 1).codes)), np.random.default_rng(1))
    assert (made.codes[:, 0] == 2).mean() < 0.02
