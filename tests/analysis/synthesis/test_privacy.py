"""What makes the method private: all passes through the noise, one person changes it by one, the budget holds."""

import json
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.synthesis.tables import Deaf, any_table, domain
from varsel.analysis.synthesis import release
from varsel.analysis.synthesis.accounting import Accountant, rho_of
from varsel.analysis.synthesis.mechanism import generated, learned
from varsel.analysis.synthesis.noise import Counts, SeededNoise
from varsel.analysis.synthesis.release import Mode, synthesize
from varsel.analysis.synthesis.report import released_part
from varsel.analysis.synthesis.tables import Table

OF = domain(2, 3, 1, 4, impossible=({"c0": ["1"], "c1": ["2"]},))


def possible(persons: int, seed: int) -> Table:
    found = any_table(OF, persons, seed).codes
    return Table(OF, found[~((found[:, 0] == 1) & (found[:, 1] == 2))])


def without(table: Table, person: int) -> Table:
    return Table(table.domain, np.delete(table.codes, person, axis=0))


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=8, deadline=None)
def test_one_person_changes_one_cell_by_one_and_no_score_by_more(seed: int, data: st.DataObject) -> None:
    """The sensitivities that the costs rest on, for every look at the data in a whole run."""
    table = possible(60, seed)
    neighbour = without(table, data.draw(st.integers(0, len(table) - 1)))
    ours, theirs = Deaf(Accountant(0.5)), Deaf(Accountant(0.5))
    learned(table, ours)
    learned(neighbour, theirs)
    assert all(np.abs(one - other).sum() == 1 for one, other in zip(ours.counted, theirs.counted, strict=True))
    assert all(np.abs(one - other).max() <= 1 for one, other in zip(ours.scored, theirs.scored, strict=True))


def test_nothing_of_the_data_escapes_past_the_noise(monkeypatch: pytest.MonkeyPatch) -> None:
    """With noise that ignores the data, tables that share no person give the same release to the last byte.

    That holds for the number of rows, the pairs chosen, the verdict and what the report says for publication.
    """
    monkeypatch.setattr(release, "ProvenNoise", Deaf)
    monkeypatch.setattr(release, "generator_of", lambda _seed: np.random.default_rng(1))
    made = [synthesize(possible(persons, persons), 2.0, mode=Mode.RELEASE) for persons in (40, 900)]
    told = [json.dumps(released_part(each, None)) for each in made]
    assert told[0] == told[1]
    assert (made[0].table.codes == made[1].table.codes).all()


@given(st.floats(0.05, 20), st.integers(0, 10**6))
@settings(max_examples=8, deadline=None)
def test_a_run_spends_its_budget_and_never_more(epsilon: float, seed: int) -> None:
    accountant = Accountant(rho_of(epsilon, 1e-6))
    learned(possible(100, seed), SeededNoise(accountant, np.random.default_rng(seed)))
    assert accountant.spent <= accountant.rho
    assert accountant.spent == pytest.approx(accountant.rho)
    assert set(accountant.by_step()) == {"one-way tables", "choice of pairs", "two-way tables"}


RUNS, EPSILON, DELTA = 60, 1.0, 1e-3


def share_of(table: Table, event: Callable[[Counts], bool], loud: float = 1.0) -> float:
    """How often an event about the synthetic counts of a 2 × 2 table happens, over many runs.

    `loud` above 1 gives the mechanism a larger budget than it says it has.
    """
    hits = 0
    for seed in range(RUNS):
        generator = np.random.default_rng(seed)
        model = learned(table, SeededNoise(Accountant(loud * rho_of(EPSILON, DELTA)), generator))
        hits += event(np.bincount(generated(model, generator).codes @ np.array([2, 1]), minlength=4))
    return hits / RUNS


def allowed(share: float) -> float:
    """The most that the neighbour's share may be, with four standard errors on either side."""
    upper = share + 4 * math.sqrt(max(share * (1 - share), 1 / RUNS) / RUNS)
    most = math.exp(EPSILON) * upper + DELTA
    return most + 4 * math.sqrt(most / RUNS)


def test_neighbouring_tables_give_nearly_the_same_synthetic_tables_and_a_lying_mechanism_is_caught() -> None:
    """A person alone in a cell, who is there or not: no threshold on the synthetic counts tells the two apart."""
    of = domain(2, 2)
    crowd = [(0, 0)] * 10
    with_her = Table(of, np.array([*crowd, (1, 1)], dtype=np.int16))
    without_her = Table(of, np.array(crowd, dtype=np.int16))

    def shown(counts: Counts) -> bool:
        return bool(counts[3] >= 1 and counts.sum() >= 11)

    honest = share_of(with_her, shown), share_of(without_her, shown)
    assert honest[0] <= allowed(honest[1])
    assert 1 - honest[1] <= allowed(1 - honest[0])
    lying = share_of(with_her, shown, loud=10_000), share_of(without_her, shown, loud=10_000)
    assert lying[0] > allowed(lying[1])
