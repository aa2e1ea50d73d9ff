"""Whether a posterior says one thing or two.

An interval over two hills describes neither: the valley between them is where hardly any model puts the number. This
rule and its bounds are our own, from that reasoning; no paper gives them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SET = 0.95  # the share of the posterior that is looked at: its most probable numbers
HILL = 0.05  # the least share that counts; what is rarer an interval of 95 % may leave out
VALLEY = 0.5  # of the lower hill beside it: what is deeper parts the two


@dataclass(frozen=True, slots=True)
class Hill:
    """Neighbouring points that belong to the most probable: the first, the last, and the chance of all of them."""

    first: int
    last: int
    chance: float


def hills(chances: Floats, widths: Floats) -> list[Hill]:
    """The hills of a posterior, parted by real valleys, from left to right; one hill if it says one thing.

    chances: of each point, shape (points,), summing to 1. widths: how many numbers each stands for, same shape.
    """
    heights = chances / widths
    found: list[Hill] = []
    for part in _parts(chances, heights):
        if found and not _parted(heights, found[-1], part):
            found[-1] = Hill(found[-1].first, part.last, found[-1].chance + part.chance)
        else:
            found.append(part)
    return found


def _parts(chances: Floats, heights: Floats) -> list[Hill]:
    """Into what the most probable numbers fall, without the parts too rare to count."""
    falling = np.argsort(-heights, kind="stable")
    most = np.zeros(len(heights), dtype=bool)
    most[falling[: np.searchsorted(np.cumsum(chances[falling]), SET) + 1]] = True
    ends = np.flatnonzero(np.diff(np.concatenate([[False], most, [False]]).astype(np.int8)))
    pieces = [Hill(int(a), int(b) - 1, float(chances[a:b].sum())) for a, b in ends.reshape(-1, 2)]
    return [piece for piece in pieces if piece.chance >= HILL]


def _parted(heights: Floats, left: Hill, right: Hill) -> bool:
    lower = min(heights[hill.first : hill.last + 1].max() for hill in (left, right))
    return bool(heights[left.last + 1 : right.first].min() < VALLEY * lower)
