"""Decomposable graphs over the lists: which lists depend on which, in the models whose posterior has a closed form."""

from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.refusals import BadTable

# 822 graphs with five lists, 18,154 with six; with seven 617,675, and with lists that share few persons nothing of
# what they would add could be told from the data.
MOST_LISTS = 6


@cache
def decomposable_graphs(size: int) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """All decomposable graphs on `size` lists.

    Gives the edges, shape (graphs, pairs) in the order of `combinations`, and the factors, shape (graphs, 2**size):
    the likelihood is the product over subsets of lists of (the subset's marginal likelihood) ** factor, +1 for a
    clique and -1 for a separator (Dawid and Lauritzen 1993). Raises BadTable for more than six lists.
    """
    if size > MOST_LISTS:
        raise BadTable(
            "too_many_lists_for_graphs", f"{size} lists",
            f"Averaging over decomposable graphs takes at most {MOST_LISTS} lists. Merge lists of one kind, or use "
            "the stepwise method.",
        )  # fmt: skip
    pairs = list(combinations(range(size), 2))
    edges, factors = [], []
    for number in range(2 ** len(pairs)):
        chosen = [pair for place, pair in enumerate(pairs) if number >> place & 1]
        if (found := _factors(size, chosen)) is not None:
            edges.append([number >> place & 1 for place in range(len(pairs))])
            factors.append(found)
    return np.array(edges, dtype=bool).reshape(len(edges), len(pairs)), np.array(factors, dtype=np.int8)


def _factors(size: int, edges: list[tuple[int, int]]) -> list[int] | None:
    """The factor of each subset, or None where the graph is not chordal.

    Maximum cardinality search (Tarjan and Yannakakis 1984) takes the list with most neighbours taken before; the
    graph is chordal exactly if these are always joined to one another. P = product of P(list and those) / P(those).
    """
    near = [0] * size
    for one, other in edges:
        near[one] |= 1 << other
        near[other] |= 1 << one
    factors, taken, left = [0] * 2**size, 0, list(range(size))
    while left:
        vertex = max(left, key=lambda v: (near[v] & taken).bit_count())
        before = near[vertex] & taken
        if any(before & ~near[other] & ~(1 << other) for other in range(size) if before >> other & 1):
            return None
        factors[before | 1 << vertex] += 1
        factors[before] -= 1
        taken |= 1 << vertex
        left.remove(vertex)
    return factors
