"""Exact sums over a distribution that factorises along a junction tree (Lauritzen and Spiegelhalter 1988).

A potential is a table of logarithms over one clique, in the order of its columns; -inf marks an impossible cell.
Everything is NumPy over whole tables: no loop ever runs over persons or cells.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from varsel.analysis.synthesis.tree import Columns, JunctionTree, away

Floats = npt.NDArray[np.float64]


def summed_to(table: Floats, columns: Columns, wanted: Columns) -> Floats:
    """The marginal of a table over `columns` (sorted) on the columns `wanted` (a sorted part of them)."""
    return np.asarray(table.sum(axis=away(columns, wanted)))


def spread(table: Floats, columns: Columns, onto: Columns) -> Floats:
    """The table over `columns` reshaped so that it multiplies or adds to one over `onto` by broadcasting."""
    lengths = iter(table.shape)
    return table.reshape([next(lengths) if column in columns else 1 for column in onto])


@dataclass(frozen=True)
class Distribution:
    """A distribution over all columns: `beliefs[i]` is the marginal of clique i (sum 1); `log_sum` the log of the
    sum of the product of the potentials, -inf if they leave no possible cell."""

    tree: JunctionTree
    beliefs: tuple[Floats, ...]
    log_sum: float

    def marginal(self, columns: Columns) -> Floats:
        """The marginal on columns that lie in one clique."""
        clique = self.tree.holding(columns)
        return summed_to(self.beliefs[clique], self.tree.cliques[clique], columns)

    @cached_property
    def _beside(self) -> list[list[int]]:
        beside: list[list[int]] = [[] for _clique in self.tree.cliques]
        for link in self.tree.links:
            beside[link.child].append(link.parent)
            beside[link.parent].append(link.child)
        return beside

    def pairs(self, count: int) -> dict[Columns, Floats]:
        """The marginals of all pairs among the columns 0..count-1."""
        return {
            (first, second): table
            for first in range(count - 1)
            for second, table in self._with(first).items()
        }  # fmt: skip

    def _with(self, first: int) -> dict[int, Floats]:
        """The joint tables of one column with every later one, by walking the tree outwards from the column."""
        start = self.tree.holding((first,))
        onto = self.tree.cliques[start]
        length = self.beliefs[start].shape[onto.index(first)]
        mark = spread(np.eye(length), (-1, first), (-1, *onto))
        joints, found, waiting = {start: mark * self.beliefs[start]}, dict[int, Floats](), [start]
        while waiting:
            here = waiting.pop()
            self._note(first, here, joints[here], found)
            for there in self._beside[here]:
                if there not in joints:
                    joints[there] = self._carried(joints[here], here, there)
                    waiting.append(there)
        return found

    def _note(self, first: int, clique: int, joint: Floats, found: dict[int, Floats]) -> None:
        columns = self.tree.cliques[clique]
        for column in columns:
            if column > first and column not in found:
                found[column] = summed_to(joint, (-1, *columns), (-1, column))

    def _carried(self, joint: Floats, here: int, there: int) -> Floats:
        """The joint table of the starting column with a clique, from that with its neighbour."""
        near, far = self.tree.cliques[here], self.tree.cliques[there]
        shared = tuple(column for column in near if column in far)
        over = summed_to(joint, (-1, *near), (-1, *shared))
        share = ratio(over, summed_to(self.beliefs[there], far, shared))
        return spread(share, (-1, *shared), (-1, *far)) * self.beliefs[there]


def ratio(above: Floats, below: Floats) -> Floats:
    """above / below, and 0 where below is 0 (then so is above)."""
    return above / np.where(below > 0, below, 1.0)


def propagate(tree: JunctionTree, potentials: Sequence[Floats]) -> Distribution:
    """The distribution proportional to the product of the potentials, one for each clique of the tree."""
    peaks = [float(potential.max()) for potential in potentials]
    if -np.inf in peaks:
        return Distribution(tree, tuple(potentials), -np.inf)
    tables = [np.exp(potential - peak) for potential, peak in zip(potentials, peaks, strict=True)]
    log_sum, sums = _inwards(tree, tables, sum(peaks))
    if log_sum > -np.inf:
        _outwards(tree, tables, sums)
    return Distribution(tree, tuple(tables), log_sum)


def _inwards(tree: JunctionTree, tables: list[Floats], log_sum: float) -> tuple[float, list[Floats]]:
    """From the leaves to the root; each table is multiplied by what its children say. Also, for each link, the
    child's sums over what is shared."""
    sums = []
    for link in reversed(tree.links):
        over = np.asarray(np.add.reduce(tables[link.child], axis=link.out_of_child))
        total = float(over.sum())
        if not total > 0:
            return -np.inf, []
        log_sum += math.log(total)
        over /= total
        tables[link.child] /= total
        tables[link.parent] *= over.reshape(link.into_parent)
        sums.append(over)
    total = float(tables[0].sum())
    if not total > 0:
        return -np.inf, []
    tables[0] /= total
    return log_sum + math.log(total), sums[::-1]


def _outwards(tree: JunctionTree, tables: list[Floats], sums: list[Floats]) -> None:
    """From the root to the leaves; each table becomes the marginal of its clique."""
    for link, over in zip(tree.links, sums, strict=True):
        known = np.asarray(np.add.reduce(tables[link.parent], axis=link.out_of_parent))
        tables[link.child] *= ratio(known, over).reshape(link.into_child)
