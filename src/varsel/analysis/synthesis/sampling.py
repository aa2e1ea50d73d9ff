"""Rows from a distribution over a junction tree, clique by clique: no loop runs over rows.

Within each group of rows that agree on what a clique shares with its parent, the new values are drawn by systematic
sampling (Madow 1949): equal steps through the cumulated probabilities, in a random order of the rows. The counts then
differ from the expected ones by less than a free draw would, which costs no privacy, since only the model is used.
"""

import numpy as np
import numpy.typing as npt

from varsel.analysis.synthesis.inference import Distribution, Floats

HIGHEST = 1 - 1e-9  # of a step: a step that rounding lifts to 1 would fall into the next group
Codes = npt.NDArray[np.int16]  # shape (rows, columns): the place of each value in its column's list of categories


def rows(distribution: Distribution, count: int, width: int, generator: np.random.Generator) -> Codes:
    """`count` rows of `width` columns, in random order."""
    drawn = np.zeros((count, width), dtype=np.int16)
    tree = distribution.tree
    shares = {link.child: link.shared for link in tree.links}
    for clique, columns in enumerate(tree.cliques):
        shared = shares.get(clique, ())
        new = tuple(column for column in columns if column not in shared)
        table, lengths = _by_group(distribution.beliefs[clique], columns, shared, new)
        groups = np.zeros(count, dtype=np.int64)
        if shared:
            known = [tree.sizes[column] for column in shared]
            groups = np.ravel_multi_index([drawn[:, column] for column in shared], known)
        values = np.unravel_index(systematic(table, groups, generator), lengths)
        for column, value in zip(new, values, strict=True):
            drawn[:, column] = value
    return drawn


def _by_group(
    belief: Floats, columns: tuple[int, ...], shared: tuple[int, ...], new: tuple[int, ...]
) -> tuple[Floats, list[int]]:
    """The belief as a matrix: a row for each combination of what is shared, a column for each of what is new."""
    order = [columns.index(column) for column in (*shared, *new)]
    lengths = [belief.shape[columns.index(column)] for column in new]
    return belief.transpose(order).reshape(-1, int(np.prod(lengths))), lengths


def systematic(table: Floats, groups: npt.NDArray[np.int64], generator: np.random.Generator) -> npt.NDArray[np.int64]:
    """For each row the place of its new value, drawn by its group's line in `table` (weights, not all zero)."""
    order = generator.permutation(len(groups))
    order = order[np.argsort(groups[order], kind="stable")]
    sorted_groups = groups[order]
    sizes = np.bincount(groups, minlength=len(table))
    rank = np.arange(len(groups)) - (np.cumsum(sizes) - sizes)[sorted_groups]
    step = np.minimum((rank + generator.random(len(table))[sorted_groups]) / sizes[sorted_groups], HIGHEST)
    below = np.cumsum(table, axis=1)
    heights = below[:, -1:]
    below = np.divide(below, heights, out=np.ones_like(below), where=heights > 0)
    places = np.searchsorted((below + np.arange(len(table))[:, None]).ravel(), step + sorted_groups, side="right")
    chosen = np.empty(len(groups), dtype=np.int64)
    chosen[order] = places - sorted_groups * table.shape[1]
    return chosen
