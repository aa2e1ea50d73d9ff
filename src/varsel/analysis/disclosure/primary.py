"""Primary suppression: the rule that hides a cell for being small.

A cell of fewer than `threshold` persons is hidden (minimum frequency rule; Hundepool and others, Statistical
Disclosure Control, 2012, ch. 4). Alone it is not safe for publication: a hidden cell may be computed from totals
and neighbours, or from two tables of different days. Tables that leave the house need secondary suppression too.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

from varsel.analysis.disclosure.cells import SUPPRESSED, Cell, Shown

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int, threshold: int, *, zeros: bool = False) -> bool:
    """Whether the count (persons, not negative) is below the threshold; a zero only if `zeros` counts as small.

    Raises ValueError on a negative count or a threshold below 2, which would hide nothing.
    """
    if count < 0:
        raise ValueError("A count of persons is not negative.")
    if threshold < 2:
        raise ValueError("A threshold below 2 hides nothing.")
    return count < threshold and (count > 0 or zeros)


def suppress(counts: Mapping[Key, int], threshold: int, *, zeros: bool = False) -> dict[Key, Cell]:
    """Each cell as it may be shown, in the order given. Counts are persons; see `is_small` for errors."""
    return {
        key: SUPPRESSED if is_small(count, threshold, zeros=zeros) else Shown(count) for key, count in counts.items()
    }
