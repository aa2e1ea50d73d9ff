"""Protecting an overlap table before it leaves the house, and looking at it with an attacker's eyes."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from varsel.analysis.disclosure.rounding import certainly_small, narrowed, unbiased
from varsel.analysis.estimation import OverlapTable

Draw = Callable[[int, int], float]  # pattern and count to a number in [0, 1), always the same one


def rounded(of: OverlapTable, base: int, draw: Draw) -> OverlapTable:
    """Each cell rounded to a multiple of `base` by its own draw; nothing happens where the base is 1."""
    counts = [unbiased(int(count), base, draw(pattern, int(count))) for pattern, count in enumerate(of.counts, 1)]
    return of.with_counts(np.array(counts, dtype=np.int64))


def given_away(
    of: OverlapTable, shown: OverlapTable, base: int, threshold: int, left: Callable[[], float] = lambda: math.inf
) -> list[str]:
    """Which small cells of the rounded table are known for small, with every list's and the whole total known too.

    These totals are what statistics by registering organisation publish. Each cell is named by its lists.
    `left` gives the seconds that are left; raises TimeoutError where they run out.
    """
    sums = np.vstack([np.ones(of.counts.size, dtype=np.int64), of.patterns.T.astype(np.int64)])
    places = certainly_small(narrowed(shown.counts, base, sums, sums @ of.counts, left), threshold)
    return [_named(of.lists, place + 1) for place in places]


def _named(lists: Sequence[str], pattern: int) -> str:
    return " + ".join(name for place, name in enumerate(lists) if pattern >> place & 1)
