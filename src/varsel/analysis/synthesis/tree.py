"""Junction trees: an arrangement of columns into cliques in which sums over a huge table become sums over small ones.

Lauritzen and Spiegelhalter 1988. The graph of columns (an edge for each pair measured together) is made chordal by
eliminating, again and again, the column whose elimination makes the smallest table; the cliques are joined by a
maximal spanning tree over what they share. Columns are numbers 0..d-1; all tuples of columns are sorted.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Columns = tuple[int, ...]
Axes = tuple[int, ...]
Shape = tuple[int, ...]


def away(columns: Columns, wanted: Columns) -> Axes:
    """The axes of a table over `columns` to sum over, so that a table over `wanted` is left."""
    return tuple(axis for axis, column in enumerate(columns) if column not in wanted)


@dataclass(frozen=True)
class Link:
    """A clique and its parent: how a table over what they share is summed out of either and multiplied into either."""

    child: int
    parent: int
    shared: Columns
    out_of_child: Axes
    into_child: Shape
    out_of_parent: Axes
    into_parent: Shape


@dataclass(frozen=True)
class JunctionTree:
    """`cliques[0]` is the root; `above[i]` the parent of clique i (-1 for the root); parents stand before children."""

    cliques: tuple[Columns, ...]
    above: tuple[int, ...]
    sizes: Shape

    def shape(self, clique: int) -> Shape:
        return tuple(self.sizes[column] for column in self.cliques[clique])

    def into(self, columns: Columns, clique: int) -> Shape:
        """The shape in which a table over `columns` adds or multiplies to one over the clique by broadcasting."""
        return tuple(self.sizes[column] if column in columns else 1 for column in self.cliques[clique])

    def holding(self, columns: Iterable[int]) -> int:
        """The first clique that holds all these columns. StopIteration if there is none."""
        wanted = set(columns)
        return next(index for index, clique in enumerate(self.cliques) if wanted <= set(clique))

    @cached_property
    def links(self) -> list[Link]:
        """From the root outwards. Parts that share nothing are linked by the empty tuple."""
        return [self._link(child, parent) for child, parent in enumerate(self.above) if parent >= 0]

    def _link(self, child: int, parent: int) -> Link:
        near, far = self.cliques[child], self.cliques[parent]
        shared = tuple(column for column in near if column in far)
        return Link(
            child, parent, shared,
            away(near, shared), self.into(shared, child), away(far, shared), self.into(shared, parent),
        )  # fmt: skip


def cells(columns: Iterable[int], sizes: Sequence[int]) -> int:
    return math.prod(sizes[column] for column in columns)


def junction_tree(together: Iterable[Columns], sizes: Sequence[int]) -> JunctionTree:
    """A junction tree in which each tuple of `together` lies in one clique, and every column in at least one."""
    cliques = _maximal(_eliminated(together, sizes))
    order, above = _spanning(cliques)
    return JunctionTree(tuple(cliques[index] for index in order), tuple(above), tuple(sizes))


def largest(together: Iterable[Columns], sizes: Sequence[int]) -> int:
    """The cells of the largest clique that `junction_tree` would have."""
    return max(cells(clique, sizes) for clique in _eliminated(together, sizes))


def _eliminated(together: Iterable[Columns], sizes: Sequence[int]) -> list[set[int]]:
    """Each column with the neighbours it has when it is eliminated; ties go to the lower number."""
    beside: list[set[int]] = [{column} for column in range(len(sizes))]
    for columns in together:
        for column in columns:
            beside[column].update(columns)
    costs = {column: cells(beside[column], sizes) for column in range(len(sizes))}
    found = []
    while costs:
        column = min(costs, key=lambda candidate: (costs[candidate], candidate))
        del costs[column]
        clique = beside[column]
        found.append(clique)
        for neighbour in clique - {column}:
            beside[neighbour] = (beside[neighbour] | clique) - {column}
            costs[neighbour] = cells(beside[neighbour], sizes)
    return found


def _maximal(found: list[set[int]]) -> list[Columns]:
    """Of the eliminated sets, those that lie in none before them."""
    kept: list[set[int]] = []
    for clique in found:
        if not any(clique <= other for other in kept):
            kept.append(clique)
    return [tuple(sorted(clique)) for clique in kept]


def _spanning(cliques: list[Columns]) -> tuple[list[int], list[int]]:
    """Prim's algorithm: always the clique that shares most with one already in the tree."""
    order, above = [0], [-1]
    waiting = set(range(1, len(cliques)))
    while waiting:
        _shared, child, place = max(
            (len(set(cliques[child]) & set(cliques[inside])), -child, -place)
            for child in waiting
            for place, inside in enumerate(order)
        )
        order.append(-child)
        above.append(-place)
        waiting.remove(-child)
    return order, above
