"""Codes compared: how alike each is to its nearest in another list, in blocks of one matrix product.

Likeness is the correlation of bits: 1 for equal codes, about 0 for strangers. What counts in the end is `standing`:
likeness less half of what the runners-up reach, since a true pair stands alone and a frequent name has many near
(the margin of one-to-one matching).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 1024  # rows compared at a time: 20 MB beside a list of 5,000
NEAREST = 3
NOBODY = -1.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Nearest:
    """For each row its NEAREST columns, best first, and the standing of each pair: arrays of shape (rows, NEAREST).

    Where a list is shorter, the standing is NOBODY.
    """

    columns: NDArray[np.intp]
    standing: Floats


def unit_vectors(codes: NDArray[np.uint8], ones: Floats) -> Floats:
    """The bits of packed codes, centred by the share of ones in each bit and brought to length one."""
    centred = np.unpackbits(codes, axis=1).astype(np.float32) - ones
    return centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-6)


def share_of_ones(codes: NDArray[np.uint8]) -> Floats:
    """For each bit the share of codes in which it is one."""
    return np.unpackbits(codes, axis=1).mean(axis=0, dtype=np.float64).astype(np.float32)


def nearest(left: Floats, right: Floats) -> tuple[Nearest, Nearest]:
    """The nearest of each row of `left` in `right`, and the other way round.

    Time is len(left) x len(right); memory is one block of rows.
    """
    rows, columns = _Tops(len(left), NEAREST), _Tops(len(right), NEAREST)
    for start in range(0, len(left), BLOCK):
        likeness = left[start : start + BLOCK] @ right.T
        columns.add(likeness.T.copy(), slice(None), start)
        rows.add(likeness, slice(start, start + BLOCK), 0)
    return _standing(rows, columns), _standing(columns, rows)


def nearest_within(one: Floats) -> Nearest:
    """The nearest of each row among the other rows of its list; each pair is computed once."""
    tops = _Tops(len(one), NEAREST)
    for start in range(0, len(one), BLOCK):
        end = start + BLOCK
        likeness = one[start:end] @ one[start:].T
        np.fill_diagonal(likeness, NOBODY)
        tops.add(likeness[:, BLOCK:].T.copy(), slice(end, None), start)
        tops.add(likeness, slice(start, end), start)
    return _standing(tops, tops)


class _Tops:
    """The best few of each row, kept while blocks of candidates come by."""

    def __init__(self, rows: int, count: int) -> None:
        self.values = np.full((rows, count), NOBODY, dtype=np.float32)
        self.places = np.zeros((rows, count), dtype=np.intp)

    def add(self, likeness: Floats, rows: slice, offset: int) -> None:
        """Take in candidates for some rows; `likeness` is used up. Equal values: the earlier place stays first."""
        count = self.values.shape[1]
        every = np.arange(len(likeness))
        values, places = [self.values[rows]], [self.places[rows]]
        for _ in range(min(count, likeness.shape[1])):
            best = likeness.argmax(axis=1)
            values.append(likeness[every, best][:, None])
            places.append(best[:, None] + offset)
            likeness[every, best] = NOBODY
        known, where = np.concatenate(values, axis=1), np.concatenate(places, axis=1)
        order = np.argsort(-known, axis=1, kind="stable")[:, :count]
        self.values[rows] = np.take_along_axis(known, order, axis=1)
        self.places[rows] = np.take_along_axis(where, order, axis=1)


def _standing(rows: _Tops, columns: _Tops) -> Nearest:
    rivals = (_rivals(rows.values, rows.values) + _rivals(rows.values, columns.values[rows.places, :])) / 2
    standing = np.where(rows.values > NOBODY, rows.values - rivals / 2, NOBODY)
    return Nearest(rows.places, standing.astype(np.float32))


def _rivals(values: Floats, tops: Floats) -> Floats:
    """What the best other candidate reaches, at least nought: the second best for whoever is best, else the best."""
    first, second = (tops[..., 0], tops[..., 1]) if tops.ndim == 3 else (tops[:, :1], tops[:, 1:2])
    return np.maximum(np.where(values >= first, second, first), 0)
