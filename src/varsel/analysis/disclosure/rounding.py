"""Unbiased rounding of counts, and what somebody who knows the true totals could still make of the rounded table.

A count is rounded to a multiple of the base, up with the probability of its remainder over the base, so that it is
right on average (Fellegi 1975; Hundepool and others, Statistical Disclosure Control, 2012, s. 5.4). The draw comes
from the caller: one that depends on a secret and on the cell alone gives the same answer each time, so that asking
often tells nothing more. A zero stays zero.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from scipy.optimize import Bounds, LinearConstraint

OUT_OF_TIME = 1  # a status of scipy.optimize.milp


def unbiased(count: int, base: int, draw: float) -> int:
    """The count (persons, not negative) as a multiple of `base`; `draw` lies in [0, 1).

    Raises ValueError for a negative count, a base below 1, or a draw outside.
    """
    if count < 0 or base < 1 or not 0 <= draw < 1:
        raise ValueError("A count is not negative, a base at least 1, a draw in [0, 1).")
    rest = count % base
    return count - rest + (base if draw * base < rest else 0)


@dataclass(frozen=True, slots=True)
class Range:
    """What a true count may be, both ends included (persons)."""

    low: int
    high: int


def possible(rounded: int, base: int) -> Range:
    """What the true count may be, given only its rounded value."""
    return Range(max(0, rounded - base + 1), rounded + base - 1)


def narrowed(
    rounded: ArrayLike, base: int, sums: ArrayLike, totals: ArrayLike, left: Callable[[], float] = lambda: math.inf
) -> list[Range]:
    """What each true count may be for somebody who knows these true sums of cells as well.

    rounded: shape (cells,), multiples of `base`; sums: 0/1, shape (sums, cells), which cells a sum adds up; totals:
    shape (sums,), the true sums; left: the seconds that are left, asked before each programme. Two integer programmes
    a cell. Raises ValueError if the totals cannot be, TimeoutError where the time runs out.
    """
    from scipy.optimize import Bounds, LinearConstraint  # late: it costs a second, and the pages load this room

    cells = np.asarray(rounded, dtype=np.int64)
    first = [possible(int(cell), base) for cell in cells]
    box = Bounds([one.low for one in first], [one.high for one in first])
    known = LinearConstraint(np.asarray(sums, dtype=float), totals, totals)
    return [
        Range(_end(place, 1, box, known, left()), -_end(place, -1, box, known, left())) for place in range(cells.size)
    ]


def _end(place: int, sign: int, box: "Bounds", known: "LinearConstraint", seconds: float) -> int:
    from scipy.optimize import milp

    aim: NDArray[np.float64] = np.zeros(len(box.lb))
    aim[place] = sign
    limit = {"time_limit": seconds}
    found = milp(aim, bounds=box, constraints=known, integrality=np.ones_like(aim), options=limit)
    if found.status == OUT_OF_TIME:  # what it has by then may be a table, but not the outermost one
        raise TimeoutError
    if found.x is None:
        raise ValueError("No table has these rounded cells and these totals.")
    return round(found.fun)


def certainly_small(ranges: Sequence[Range], threshold: int) -> list[int]:
    """The places of the cells known to hold somebody and fewer than `threshold`: what protection is to prevent."""
    return [place for place, one in enumerate(ranges) if one.low > 0 and one.high < threshold]
