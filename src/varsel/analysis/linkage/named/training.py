"""Learning without labels how often the fields of one person agree, over all the pairs that were looked up.

Expectation maximisation for Fellegi and Sunter's m and for the share of true pairs (Winkler 1988), with two things
that lists of this field need. First guesses count as PRESUMED pairs, so that short lists do not learn nonsense. And
a row has one partner at most: a pair is weighed against its rivals, so that twenty persons of one frequent name are
not taken for twenty agreements.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRESUMED = 100.0
# Nor may likeness in all but one field be learnt as the habit of a class: of the pairs that are one person, at most
# this share differ wholly in a field whose first guess says that this is rare.
MOST_DIFFERENT = 2.5  # times the first guess of the worst level
FIRST_SHARE = 0.3  # of the shortest list
ROUNDS = 200

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Looked:
    """The pairs that were looked up: levels of shape (pairs, fields), -1 for missing; `extra`: the adjustment for
    rare values (log); `left`, `right`: the numbers of the rows, unique over all lists; `possible`: all pairs there
    are; `most`: how many true pairs there can be."""

    levels: NDArray[np.intp]
    extra: Doubles
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    possible: int
    most: int


@dataclass(frozen=True)
class Learnt:
    """The probability of each pair, and per field the log of m / u by level, the level 0 first."""

    probability: Doubles
    weights: list[Doubles]
    m: list[Doubles]


def learn(looked: Looked, guesses: Sequence[Doubles], unrelated: Sequence[Doubles]) -> Learnt:
    """EM from the guesses of m; `unrelated` is u. Both hold for each field an array by level."""
    m = [guess / guess.sum() for guess in guesses]
    share = FIRST_SHARE * looked.most / looked.possible
    probability = np.zeros(len(looked.extra))
    for _ in range(ROUNDS):
        weights = [np.log(a / b) for a, b in zip(m, unrelated, strict=True)]
        before, probability = probability, _posterior(looked, weights, share)
        expected = float(np.clip(probability.sum(), 0.5, 0.999 * looked.most))
        share = expected / looked.possible
        m = [_levels(looked.levels[:, at], probability, guess) for at, guess in enumerate(guesses)]
        if len(before) and np.abs(probability - before).max() < 1e-5:
            break
    return Learnt(probability, weights, m)


def _posterior(looked: Looked, weights: Sequence[Doubles], share: float) -> Doubles:
    """The odds of a pair against nobody and against every rival of its two rows."""
    evidence = looked.extra + np.log(share) - np.log1p(-share)
    for at, weight in enumerate(weights):
        level = looked.levels[:, at]
        evidence = evidence + np.where(level >= 0, weight[level], 0.0)
    odds = np.exp(np.clip(evidence, -60, 60))
    rivals = np.bincount(looked.left, weights=odds)[looked.left] + np.bincount(looked.right, weights=odds)[looked.right]
    return odds / (1 + rivals - odds)


def _levels(level: NDArray[np.intp], probability: Doubles, guess: Doubles) -> Doubles:
    known = level >= 0
    counted = np.bincount(level[known], weights=probability[known], minlength=len(guess))
    found = (counted + PRESUMED * guess / guess.sum()) / (counted.sum() + PRESUMED)
    found[0] = min(found[0], MOST_DIFFERENT * guess[0])
    return np.asarray(found / found.sum())
