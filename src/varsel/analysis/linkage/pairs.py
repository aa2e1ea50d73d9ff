"""Pairs of rows that may be one person: what both roads of this room give, and what is made of it.

A pair says how probable it is that two rows are one person. From pairs come links (a row of one list belongs to at
most one of another) and persons over two and more lists.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Row(NamedTuple):
    """One row: the number of its list and its own number there, both from 0."""

    list: int
    number: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a field, the level of likeness it reached, and what that adds to the weight of evidence, in bits."""

    field: str
    level: str
    bits: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows and the probability that they are one person. Rows of one list: the person stands there twice."""

    left: Row
    right: Row
    probability: float
    reasons: tuple[Reason, ...] = ()


def likeliest_first(pair: Pair) -> tuple[float, Row, Row]:
    """The order in which pairs are taken; ties by the rows' numbers."""
    return (-pair.probability, pair.left, pair.right)


def one_to_one(pairs: Iterable[Pair], threshold: float = 0.5) -> list[Pair]:
    """The likeliest pairs at or above the threshold, each row taken once.

    Greedy, so that a sure link is never given up to make a total larger.
    """
    taken: set[Row] = set()
    found = []
    for pair in sorted(pairs, key=likeliest_first):
        if pair.probability >= threshold and not {pair.left, pair.right} & taken:
            taken |= {pair.left, pair.right}
            found.append(pair)
    return found


def persons(pairs: Iterable[Pair], sizes: Sequence[int], threshold: float = 0.5) -> list[tuple[Row, ...]]:
    """The persons behind the rows of all lists (of `sizes` rows each): every row belongs to exactly one.

    Rows of one list are put together where a pair of them reaches the threshold. Then lists are joined, likeliest
    pair first, if the two hold no list in common and all pairs across reach the threshold on average, absent ones
    counted as nought: so that three lists never disagree on who is who, and a chain of doubtful links joins nobody.
    """
    pairs = sorted(pairs, key=likeliest_first)
    known = {frozenset((pair.left, pair.right)): pair.probability for pair in pairs}
    groups = _Groups(sizes)
    for pair in pairs:
        if pair.left.list == pair.right.list and pair.probability >= threshold:
            groups.join(pair.left, pair.right)
    for pair in pairs:
        if pair.probability >= threshold and groups.strangers(pair.left, pair.right):
            across = groups.across(pair.left, pair.right, known)
            if across >= threshold:
                groups.join(pair.left, pair.right)
    return groups.all()


class _Groups:
    """Rows put together into persons."""

    def __init__(self, sizes: Sequence[int]) -> None:
        rows = (Row(at, number) for at, size in enumerate(sizes) for number in range(size))
        self._of = {row: [row] for row in rows}

    def join(self, left: Row, right: Row) -> None:
        one, other = self._of[left], self._of[right]
        if one is not other:
            one += other
            for row in other:
                self._of[row] = one

    def strangers(self, left: Row, right: Row) -> bool:
        """Whether no list holds a row of both."""
        return not {row.list for row in self._of[left]} & {row.list for row in self._of[right]}

    def across(self, left: Row, right: Row, known: Mapping[frozenset[Row], float]) -> float:
        """The mean over pairs of lists of the best probability between the two groups."""
        best: dict[tuple[int, int], float] = defaultdict(float)
        for one in self._of[left]:
            for other in self._of[right]:
                lists = (one.list, other.list)
                best[lists] = max(best[lists], known.get(frozenset((one, other)), 0.0))
        return sum(best.values()) / len(best)

    def all(self) -> list[tuple[Row, ...]]:
        """Every person once, by the first of their rows."""
        return sorted({id(group): tuple(sorted(group)) for group in self._of.values()}.values())
