"""Two attacks on encodings by somebody who holds codes and knowledge of the population, but not the key.

`frequencies`: codes are put into groups of likes, groups and names are paired by how frequent they are (the idea of
Kuzu and others, 2011, and Christen and others, 2017, for codes of whole records). `neighbours`: the attacker holds
the same list in clear, encodes it under a key of their own, and pairs persons by how alike they are to all others
(the idea of Vidanage and others, 2020, with the crudest of features).
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.comparing import share_of_ones, unit_vectors

Codes = NDArray[np.uint8]


def frequencies(codes: Codes, names: Sequence[str], *, groups: int, seed: int) -> float:
    """The share of persons whose name is guessed right; `names` gives the attacker their frequencies exactly."""
    labels = _grouped(unit_vectors(codes, share_of_ones(codes)), groups, np.random.default_rng(seed))
    by_size = [label for label, _count in Counter(labels.tolist()).most_common()]
    by_frequency = [name for name, _count in Counter(names).most_common()]
    guess = dict(zip(by_size, by_frequency, strict=False))
    return float(np.mean([guess.get(label) == name for label, name in zip(labels.tolist(), names, strict=True)]))


def commonest(names: Sequence[str]) -> float:
    """What is guessed right without any code, by always saying the commonest name."""
    return Counter(names).most_common(1)[0][1] / len(names)


def _grouped(vectors: NDArray[np.float32], groups: int, random: np.random.Generator) -> NDArray[np.intp]:
    """k-means on the twenty strongest directions."""
    directions = np.linalg.eigh(vectors.T @ vectors)[1][:, -20:].T
    points = vectors @ directions.T
    centres = points[random.choice(len(points), groups, replace=False)]
    for _ in range(30):
        labels = (points @ centres.T - (centres**2).sum(axis=1) / 2).argmax(axis=1)
        for group in np.unique(labels):
            centres[group] = points[labels == group].mean(axis=0)
    return labels


def neighbours(codes: Codes, own: Codes, *, features: int = 50) -> float:
    """The share of persons found, row by row, by an attacker who holds the whole list in clear (`own`, another key)."""
    one, other = _likeness(codes, features), _likeness(own, features)
    squares = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return float(np.mean(squares.argmin(axis=1) == np.arange(len(codes))))


def _likeness(codes: Codes, features: int) -> NDArray[np.float32]:
    vectors = unit_vectors(codes, share_of_ones(codes))
    return np.sort(vectors @ vectors.T, axis=1)[:, -features - 1 : -1]
