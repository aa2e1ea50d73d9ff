"""Overlap tables: how many persons stand on exactly these lists and on no other.

With k lists there are 2**k - 1 capture patterns that can be seen; the one that cannot (on no list) is what
multiple systems estimation is about. Pattern number p has bit j set where the persons are on list j.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from varsel.analysis.estimation.refusals import BadTable

# Ten lists have 1,023 patterns and 45 pairs. Beyond that nearly every cell is empty, each further list asks for more
# pairs than the persons can speak for, and the patterns double; merging lists of one kind is the field's answer.
MOST_LISTS = 10
MOST_PERSONS = 10**9  # in one cell; far above any population, and exact in floating point


@dataclass(frozen=True, slots=True, eq=False)
class OverlapTable:
    """Persons by capture pattern.

    lists: names in column order, k of them.
    counts: int64, shape (2**k - 1,), persons; index i is pattern i + 1, whose bit j says "on list j". Read only.
    Raises BadTable where names or counts cannot be a table; `checked` says whether it can be estimated from.
    """

    lists: tuple[str, ...]
    counts: NDArray[np.int64]

    def __post_init__(self) -> None:
        _check_names(self.lists)
        counts = np.array(self.counts)
        if counts.shape != (2 ** len(self.lists) - 1,):
            raise BadTable("shape", "counts", f"{len(self.lists)} lists need {2 ** len(self.lists) - 1} counts.")
        _check_counts(counts)
        counts = counts.astype(np.int64)
        counts.flags.writeable = False
        object.__setattr__(self, "counts", counts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OverlapTable) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def size(self) -> int:
        """The number of lists, k."""
        return len(self.lists)

    @property
    def observed(self) -> int:
        """Persons on at least one list."""
        return int(self.counts.sum())

    @property
    def patterns(self) -> NDArray[np.bool_]:
        """Membership of each pattern, shape (2**k - 1, k)."""
        return patterns_of(self.size)

    @property
    def on_each(self) -> NDArray[np.int64]:
        """Persons on each list, whatever else they are on; shape (k,)."""
        return self.counts @ self.patterns

    @property
    def overlaps(self) -> NDArray[np.int64]:
        """Persons on both lists of a pair, shape (k, k); the diagonal holds the persons on each list."""
        members = self.patterns.astype(np.int64)
        return members.T @ (members * self.counts[:, None])

    @property
    def digest(self) -> str:
        """SHA-256 over names and counts, in hexadecimal: the same table has the same digest everywhere."""
        names = "\x1f".join(self.lists).encode()
        return hashlib.sha256(names + b"\x1e" + self.counts.astype("<i8").tobytes()).hexdigest()

    def with_counts(self, counts: ArrayLike) -> "OverlapTable":
        """The same lists with other counts."""
        return OverlapTable(self.lists, np.asarray(counts))

    def keep(self, names: Sequence[str]) -> "OverlapTable":
        """The table of these lists alone, in the order given; who is on none of them falls out."""
        if unknown := [name for name in names if name not in self.lists]:
            raise BadTable("unknown_list", f"list {unknown[0]}", f"The lists are {', '.join(self.lists)}.")
        columns = [self.lists.index(name) for name in names]
        pattern = self.patterns[:, columns] @ (1 << np.arange(len(columns)))
        counts = np.zeros(2 ** len(columns), dtype=np.int64)
        np.add.at(counts, pattern, self.counts)
        return OverlapTable(tuple(names), counts[1:])

    def without(self, *names: str) -> "OverlapTable":
        """The table without these lists; who was on them alone falls out."""
        return self.keep([name for name in self.lists if name not in names])

    def permuted(self, order: Sequence[int]) -> "OverlapTable":
        """The same persons with the lists in another order of columns."""
        return self.keep([self.lists[column] for column in order])


@cache
def patterns_of(size: int) -> NDArray[np.bool_]:
    """The membership of each of the 2**size - 1 patterns; shape (2**size - 1, size), read only."""
    patterns = (np.arange(1, 2**size)[:, None] >> np.arange(size) & 1).astype(bool)
    patterns.flags.writeable = False
    return patterns


def from_persons(memberships: ArrayLike, names: Sequence[str]) -> OverlapTable:
    """The table of persons given one row each, shape (persons, k), 1 or True where a person is on the list.

    Raises BadTable, as `checked` does, and for a person who is on no list or a membership that is not 0 or 1.
    """
    members = np.asarray(memberships)
    _check_names(tuple(names))
    if members.ndim != 2 or members.shape[1] != len(names):
        raise BadTable("shape", "memberships", f"One row for each person and {len(names)} columns are needed.")
    _refuse_first(np.all(np.isin(members, (0, 1)), axis=1), "not_0_or_1", "A membership is 1 (on the list) or 0.")
    _refuse_first(np.any(members, axis=1), "on_no_list", "This person is on no list. Leave the row out.")
    pattern = members.astype(np.int64) @ (1 << np.arange(len(names)))
    return checked(OverlapTable(tuple(names), np.bincount(pattern, minlength=2 ** len(names))[1:]))


def _refuse_first(good: NDArray[np.bool_], code: str, remedy: str) -> None:
    if not good.all():
        raise BadTable(code, f"person {int(np.argmin(good)) + 1}", remedy)


def checked(table: OverlapTable) -> OverlapTable:
    """The table itself, if an estimate may be asked of it.

    Raises BadTable for one list only, a list nobody is on, two lists with the same persons, and no overlap at all.
    """
    if table.size < 2:
        raise BadTable("one_list", "the table", "One list cannot overlap. At least two are needed, better three.")
    if not table.observed:
        raise BadTable("nobody", "the table", "Nobody is on any list. Check the column of counts.")
    _check_lists(table)
    if not table.counts[table.patterns.sum(axis=1) > 1].any():
        raise BadTable(
            "no_overlap", "the table",
            "Nobody is on two lists, so the lists say nothing of one another. Link them first, or add lists that "
            "share persons with these.",
        )  # fmt: skip
    return table


def _check_lists(table: OverlapTable) -> None:
    for name, persons in zip(table.lists, table.on_each, strict=True):
        if not persons:
            raise BadTable("empty_list", f"list {name}", "Nobody is on it. Leave the column out.")
    overlaps, each = table.overlaps, table.on_each
    for one, other in combinations(range(table.size), 2):
        if overlaps[one, other] == each[one] == each[other]:
            raise BadTable(
                "same_lists", f"lists {table.lists[one]} and {table.lists[other]}",
                "They hold the same persons: one is a copy of the other. Leave one out.",
            )  # fmt: skip


def _check_names(names: tuple[str, ...]) -> None:
    if len(names) > MOST_LISTS:
        raise BadTable(
            "too_many_lists", f"{len(names)} lists",
            f"At most {MOST_LISTS} can be estimated from: with {len(names)} there are {2 ** len(names) - 1} capture "
            "patterns, nearly all empty, and more pairs of lists than the persons can speak for. Merge lists of one "
            "kind of organisation.",
        )  # fmt: skip
    if not names:
        raise BadTable("no_lists", "the table", "It has no list. One column for each list is needed.")
    for name in names:
        if not name.strip() or not name.isprintable():
            raise BadTable("unnamed_list", f"column {names.index(name) + 1}", "The list has no name that can be read.")
        if names.count(name) > 1:
            raise BadTable("same_name", f"list {name}", "Two lists have this name. Give each its own.")


def _check_counts(counts: NDArray) -> None:
    if (counts != np.floor(counts)).any():
        raise BadTable("fractional_count", "counts", "Persons are whole numbers.")
    if (counts < 0).any():
        raise BadTable("negative_count", "counts", "A count of persons is not negative.")
    if (counts > MOST_PERSONS).any():
        raise BadTable("count_too_large", "counts", f"More than {MOST_PERSONS:,} persons in one cell cannot be.")


def names_of(table: OverlapTable, pairs: Iterable[tuple[int, int]]) -> list[str]:
    """Pairs of columns as they are printed: ["LA:NG", "NG:GP"]."""
    return [f"{table.lists[one]}:{table.lists[other]}" for one, other in pairs]
