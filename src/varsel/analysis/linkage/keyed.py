"""Linkage without names: pairs between encodings of several lists, and persons who stand twice in one.

The trusted party does this. It holds codes and no key; what it gets is pairs of rows by number, and from them the
overlap table.
"""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.comparing import Nearest, nearest, nearest_within, share_of_ones, unit_vectors
from varsel.analysis.linkage.evidence import TWICE, Evidence, learnt
from varsel.analysis.linkage.pairs import Pair, Row, likeliest_first

UNLIKELY = 1e-3


def keyed_pairs(lists: Sequence[NDArray[np.uint8]]) -> list[Pair]:
    """Pairs of rows, likeliest first, with the probability that they are one person.

    `lists`: packed codes of shape (rows, BITS / 8) each, at least two. Pairs less probable than one in a thousand and
    pairs that are not among each other's three nearest are left out. Nothing depends on the order of rows or lists.
    """
    ones = share_of_ones(np.concatenate(lists))
    vectors = [unit_vectors(codes, ones) for codes in lists]
    within = [nearest_within(one) for one in vectors]
    ends = list(combinations(range(len(lists)), 2))
    between = [nearest(vectors[left], vectors[right]) for left, right in ends]
    directions = [_best(nearest_) for both in between for nearest_ in both]
    evidence = learnt(directions, [_best(found) for found in within])
    pairs = [pair for at, one in enumerate(within) for pair in _pairs(one, at, at, evidence, TWICE)]
    for at, ((left, right), both) in enumerate(zip(ends, between, strict=True)):
        share = max(evidence.shares[2 * at : 2 * at + 2])  # of the shorter list, as a rule
        pairs += _pairs(both[0], left, right, evidence, share)
        pairs += _pairs(both[1], right, left, evidence, share)
    return sorted(set(pairs), key=likeliest_first)


def _best(found: Nearest) -> NDArray[np.float64]:
    return found.standing[:, 0].astype(np.float64)


def _pairs(found: Nearest, left: int, right: int, evidence: Evidence, share: float) -> list[Pair]:
    probable = evidence.probability(found.standing, share)
    at, which = np.nonzero(probable >= UNLIKELY)
    other = found.columns[at, which]
    rows = zip(at.tolist(), other.tolist(), probable[at, which].round(6).tolist(), strict=True)
    return [_pair(Row(left, one), Row(right, two), probability) for one, two, probability in rows]


def _pair(one: Row, other: Row, probability: float) -> Pair:
    return Pair(min(one, other), max(one, other), probability)
