"""Families of hierarchical log-linear models: with an interaction, every interaction within it."""

from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations
from typing import cast

import numpy as np

from varsel.analysis.estimation.fitting import Bools, Pairs, Terms
from varsel.analysis.estimation.refusals import BadTable

Subset = tuple[int, ...]

# With every order: 8, 113 and 6,893 models of three, four and five lists; six lists have 7,785,062. With pairs only:
# 1,024 of five lists, 32,768 of six, 2,097,152 of seven.
MOST_LISTS, MOST_LISTS_ALL_ORDERS = 6, 5


@cache
def interactions(size: int, order: int) -> tuple[Subset, ...]:
    """The interactions of two to `order` lists: pairs first, in lexical order."""
    return tuple(chain.from_iterable(combinations(range(size), length) for length in range(2, order + 1)))


@cache
def terms_up_to(size: int, order: int) -> Terms:
    """The terms of models of `size` lists with interactions of up to `order` of them, for the fits of `fitting`."""
    subsets = [(), *((column,) for column in range(size)), *interactions(size, order)]
    masks = np.array([sum(1 << column for column in subset) for subset in subsets])
    every = np.array([*masks, *(mask for mask in range(2**size) if mask not in set(masks.tolist()))])
    patterns = np.arange(1, 2**size)
    supersets = ((patterns[:, None] & every) == every).astype(np.float64)
    place = np.argsort(every)
    products = np.full((len(masks) + 1, len(masks) + 1), len(every), dtype=np.intp)
    products[:-1, :-1] = place[masks[:, None] | masks]
    # The fits ask only which columns an interaction has, so that longer ones serve as well as pairs.
    doubles = np.array([(1 << one) + (1 << other) - 1 for one, other in combinations(range(size), 2)], dtype=np.intp)
    return Terms(
        size, cast(Pairs, interactions(size, order)), supersets[:, : len(masks)].copy(), supersets, products,
        (1 << np.arange(size)) - 1, doubles,
    )  # fmt: skip


@cache
def family(size: int, order: int) -> Bools:
    """All hierarchical models with interactions of up to `order` lists, shape (models, interactions).

    The interaction of all lists is in none: the unseen pattern leaves nothing to tell it by. Raises BadTable where
    there are too many.
    """
    most = MOST_LISTS if order == 2 else MOST_LISTS_ALL_ORDERS
    if size > most:
        raise BadTable(
            "too_many_models", f"{size} lists",
            f"All models {'with pairs' if order == 2 else f'of order {order}'} can be compared for up to {most} lists. "
            "Merge lists of one kind, or use the stepwise method.",
        )  # fmt: skip
    names = interactions(size, order)
    models = _grown(size, order, frozenset(), 2)
    return np.array([[name in model for name in names] for model in models], dtype=bool).reshape(-1, len(names))


def _grown(size: int, order: int, model: frozenset[Subset], length: int) -> Iterator[frozenset[Subset]]:
    """The model with every choice of the interactions of `length` lists it permits, and of longer ones after that."""
    possible = [
        subset for subset in combinations(range(size), length)
        if length == 2 or all(part in model for part in combinations(subset, length - 1))
    ]  # fmt: skip
    for count in range(len(possible) + 1):
        for chosen in combinations(possible, count):
            if not chosen or length == order:
                yield model | set(chosen)
            else:
                yield from _grown(size, order, model | set(chosen), length + 1)
