"""Junction trees and exact sums over them, against sums over the whole table."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from varsel.analysis.synthesis.inference import Distribution, propagate, spread, summed_to
from varsel.analysis.synthesis.tree import Columns, JunctionTree, junction_tree, largest

WIDTH = 6
SIZES = (2, 3, 2, 1, 3, 2)
PAIRS = list(combinations(range(WIDTH), 2))
GRAPHS = st.lists(st.sampled_from([*PAIRS, (0, 2, 4)]), max_size=9, unique=True)


def distribution(together: list[Columns], seed: int, impossible: float = 0.0) -> tuple[Distribution, np.ndarray]:
    """A random distribution over the tree of a graph, and the same as one table over all columns."""
    generator, tree = np.random.default_rng(seed), junction_tree(together, SIZES)
    potentials = [generator.normal(0, 2, tree.shape(clique)) for clique in range(len(tree.cliques))]
    potentials = [np.where(generator.random(p.shape) < impossible, -np.inf, p) for p in potentials]
    logs = sum(spread(p, clique, tuple(range(WIDTH))) for p, clique in zip(potentials, tree.cliques, strict=True))
    return propagate(tree, potentials), np.exp(np.broadcast_to(logs, SIZES))


def runs_together(tree: JunctionTree, column: int) -> bool:
    """The running intersection property: the cliques that hold a column are connected."""
    holding = [column in clique for clique in tree.cliques]
    inner = sum(holding[link.child] and holding[link.parent] for link in tree.links)
    return inner == sum(holding) - 1


@given(GRAPHS)
@settings(max_examples=60, deadline=None)
def test_a_junction_tree_holds_every_column_and_every_pair_and_runs_together(together: list[Columns]) -> None:
    tree = junction_tree(together, SIZES)
    assert all(tree.cliques[tree.holding(columns)] for columns in together)
    assert all(runs_together(tree, column) for column in range(WIDTH))
    assert all(link.parent < link.child for link in tree.links)
    biggest = max(int(np.prod(tree.shape(clique))) for clique in range(len(tree.cliques)))
    assert biggest == largest(together, SIZES)


@given(GRAPHS, st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_sums_over_the_tree_are_sums_over_the_whole_table(together: list[Columns], seed: int) -> None:
    found, whole = distribution(together, seed)
    everything = tuple(range(WIDTH))
    assert np.isclose(found.log_sum, np.log(whole.sum()))
    for clique, belief in zip(found.tree.cliques, found.beliefs, strict=True):
        assert np.allclose(belief, summed_to(whole, everything, clique) / whole.sum())
    for pair, table in found.pairs(WIDTH).items():
        assert np.allclose(table, summed_to(whole, everything, pair) / whole.sum())


@given(GRAPHS, st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_impossible_cells_stay_impossible(together: list[Columns], seed: int) -> None:
    found, whole = distribution(together, seed, impossible=0.3)
    if whole.sum() == 0:
        assert found.log_sum == -np.inf
    else:
        assert np.isclose(found.log_sum, np.log(whole.sum()))
        for pair, table in found.pairs(WIDTH).items():
            assert np.allclose(table, summed_to(whole, tuple(range(WIDTH)), pair) / whole.sum())


def test_cliques_that_contradict_each_other_leave_nothing() -> None:
    with np.errstate(divide="ignore"):
        even, first, second = np.zeros((2, 2)), np.log([[1.0, 0.0], [1.0, 0.0]]), np.log([[0.0, 0.0], [1.0, 1.0]])
    tree = junction_tree([(0, 1), (1, 2), (2, 3)], (2, 2, 2, 2))
    assert tree.cliques == ((0, 1), (1, 2), (2, 3))
    at_the_root, below_it = (first, second, even), (even, first, second)
    assert propagate(tree, at_the_root).log_sum == -np.inf
    assert propagate(tree, below_it).log_sum == -np.inf
    assert propagate(tree, (even, even, first)).log_sum > -np.inf
