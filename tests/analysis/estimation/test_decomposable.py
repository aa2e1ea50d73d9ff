"""Averaging over decomposable graphs: the published posterior, and what the cap does to it."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from scipy.special import betaln, gammaln

from tests.analysis.estimation.tables import published, reference, steadily, table_of, tables
from varsel.analysis.estimation import BadTable, OverlapTable
from varsel.analysis.estimation.decomposable import average_over_graphs, posterior
from varsel.analysis.estimation.graphs import decomposable_graphs

QUANTILES = {"q2.5": 0.025, "q10": 0.1, "median": 0.5, "q90": 0.9, "q97.5": 0.975}


@pytest.mark.parametrize("row", reference("dga"), ids=lambda row: f"{row['dataset']} up to {row['maxmult']}")
def test_on_the_grid_of_the_reference_every_quantile_is_the_same_person(row: dict[str, str]) -> None:
    table = published(row["dataset"])
    found = posterior(table, most=int(row["maxmult"]), points=2_000)
    ours = [table.observed + number for number in found.quantile(*QUANTILES.values())]
    assert ours == [int(row[name]) for name in QUANTILES]
    assert found.graphs.max() == pytest.approx(float(row["maxmodprob"]), abs=1e-8)


FEW = table_of("ABC", {"A": 90, "B": 60, "C": 75, "AB": 12, "AC": 4, "BC": 9, "ABC": 2})


def test_the_grid_of_our_own_gives_what_every_whole_number_gives() -> None:
    every = posterior(FEW, most=90, points=89 * 252 + 1)
    ours = posterior(FEW, most=90)
    assert len(every.hidden) == 89 * 252 + 1 > len(ours.hidden)
    assert ours.quantile(0.025, 0.5, 0.975) == pytest.approx(every.quantile(0.025, 0.5, 0.975), abs=4)
    assert ours.graphs.max() == pytest.approx(every.graphs.max(), rel=1e-5)


@pytest.mark.parametrize(("size", "count"), [(1, 1), (2, 2), (3, 8), (4, 61), (5, 822)])
def test_there_are_as_many_decomposable_graphs_as_are_known(size: int, count: int) -> None:
    edges, factors = decomposable_graphs(size)
    assert len(edges) == len(factors) == count
    assert (factors.sum(axis=1) == 0).all()  # as many cliques as separators, the empty one counted


def test_the_square_is_the_graph_of_four_lists_that_is_left_out() -> None:
    edges, _factors = decomposable_graphs(4)
    pairs = list(combinations(range(4), 2))
    square = [pair in {(0, 1), (1, 2), (2, 3), (0, 3)} for pair in pairs]
    assert not (edges == square).all(axis=1).any()


def test_two_lists_have_the_posterior_that_pencil_and_paper_give() -> None:
    both, one, other = 12, 30, 20
    hidden = np.arange(62 * 9 + 1)
    size = hidden + 62.0
    ways = gammaln(size + 1) - gammaln(hidden + 1.0) - np.log(size)
    # Apart: each list has its own share, beta (1/2, 1/2). Together: one Dirichlet of 1/4 in each of the four cells.
    apart = sum(betaln(0.5 + on, 0.5 + size - on) - betaln(0.5, 0.5) for on in (both + one, both + other))
    cells = (both, one, other, hidden)
    together = sum(gammaln(0.25 + cell) - gammaln(0.25) for cell in cells) - gammaln(1 + size)
    joint = np.exp(np.array([apart, together]) + ways)
    found = posterior(table_of("AB", {"A": one, "B": other, "AB": both}), most=10)
    assert np.array_equal(found.hidden, hidden)
    assert np.allclose(found.chances, joint.sum(axis=0) / joint.sum())
    assert np.allclose(found.graphs, joint.sum(axis=1) / joint.sum())


def test_the_dutch_answer_hangs_on_the_cap_and_says_so() -> None:
    low = average_over_graphs(published("netherlands_5"), most=11)
    assert "cap_decides" in {doubt.code for doubt in low.refusals}
    high = average_over_graphs(published("netherlands_5"), most=20)
    assert low.interval is not None
    assert high.interval is not None
    assert high.interval[95][1] > 2.5 * low.interval[95][1]


def test_the_british_posterior_has_two_hills_and_is_refused_with_its_quantiles_still_told() -> None:
    answer = average_over_graphs(published("uk_5"))
    assert [doubt.code for doubt in answer.refusals] == ["two_hills"]
    assert "9,586 to 14,112 (30%) or 18,482 to 33,227 (65%)" in answer.refusals[0].sentence
    assert answer.refusals[0].needed
    assert not answer.publishable
    assert answer.estimate == 22_987
    assert answer.interval is not None
    assert answer.interval[95] == (10_389, 33_510)


def test_one_broad_hill_is_not_refused_for_its_hills() -> None:
    for table in (published("western_us_5"), FEW):
        assert "two_hills" not in {doubt.code for doubt in average_over_graphs(table).doubts}


def test_a_table_that_says_enough_is_steady_under_cap_and_prior() -> None:
    answer = average_over_graphs(table_of("ABC", {"A": 90, "B": 80, "C": 85, "AB": 40, "AC": 45, "BC": 38, "ABC": 22}))
    assert answer.publishable
    assert not {"cap_decides", "cap_matters", "prior_matters"} & {doubt.code for doubt in answer.doubts}
    printed = answer.as_dict()
    assert printed["graphs"] == 8
    assert set(printed["edges"]) == {"A:B", "A:C", "B:C"}
    assert printed["hidden"] == printed["estimate"] - 400


def test_the_prior_shows_where_the_table_says_little() -> None:
    answer = average_over_graphs(table_of("ABC", {"A": 40, "B": 35, "C": 45, "AB": 2, "AC": 1, "BC": 1}), most=100)
    assert "prior_matters" in {doubt.code for doubt in answer.doubts}
    assert answer.uniform > (answer.estimate or 0)


@given(tables(sizes=(2, 3)))
@steadily
def test_the_order_of_the_lists_changes_nothing(table: OverlapTable) -> None:
    one = posterior(table, most=5)
    other = posterior(table.permuted(range(table.size)[::-1]), most=5)
    assert np.allclose(one.chances, other.chances, atol=1e-9)
    assert np.isclose(one.chances.sum(), 1)


def test_seven_lists_and_senseless_options_are_refused() -> None:
    with pytest.raises(BadTable) as refused:
        posterior(published("new_orleans_8"))
    assert refused.value.code == "too_many_lists_for_graphs"
    for most, delta, points in (
        (1.0, None, None),
        (1e9, None, None),
        (float("nan"), None, None),
        (20, 0.0, None),
        (20, None, 1),
    ):
        with pytest.raises(BadTable, match="the cap"):
            posterior(published("western_us_5"), most=most, delta=delta, points=points)


def test_a_uniform_prior_raises_the_answer() -> None:
    usual, uniform = (posterior(FEW, most=20, prior=prior) for prior in ("one_over_n", "uniform"))
    assert uniform.quantile(0.5) > usual.quantile(0.5)
    again = usual.reweighted(FEW.observed + usual.hidden)
    assert again.quantile(0.5) == uniform.quantile(0.5)
