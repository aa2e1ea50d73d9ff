"""Whether a model's estimate exists and is the only one: decided for every candidate, before any fit.

Fienberg and Rinaldo (2012): the maximum of the likelihood is finite exactly when the sufficient statistics lie in the
relative interior of the cone that the design spans, that is when some table with every kept pattern positive has the
same margins. That depends on which patterns are zero and on the terms, not on the sizes of the counts. The
parameters are unique when the design has full column rank. (Kept patterns: those that no term at minus infinity has
emptied; see fitting.py.)

Equivalently: the only direction d with (design d) = 0 on positive patterns and >= 0 on all kept ones is zero.
"""

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.fitting import Bools, Floats, Terms, kept_patterns, times

SMALL = 1e-9


class Verdict(Enum):
    """What is known of a model's estimate."""

    EXISTS = "exists"
    NO_FINITE_ESTIMATE = "no_finite_estimate"
    NOT_IDENTIFIABLE = "not_identifiable"


class Judge:
    """Judges models on tables of one number of lists, and remembers each pattern of zeros with each set of terms."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self._known: dict[bytes, Verdict] = {}

    def exist(self, positive: Bools, chosen: Bools, margins: Floats) -> Bools:
        """Which rows' models exist and are identifiable; shape (rows,).

        positive: (rows, patterns), chosen: (rows, terms), margins: (rows, terms).
        """
        good = plainly_exist(self.terms, positive, chosen, margins)
        for row in np.flatnonzero(~good):
            good[row] = self.verdict(positive[row], chosen[row], margins[row]) is Verdict.EXISTS
        return good

    def verdict(self, positive: Bools, chosen: Bools, margins: Floats) -> Verdict:
        """The verdict on one table and model; arguments as one row of `exist`."""
        key = np.packbits(np.concatenate([positive, chosen])).tobytes()
        if key not in self._known:
            kept = kept_patterns(self.terms, chosen[None, :], margins[None, :])[0]
            design = self.terms.design[kept][:, chosen & (margins > 0)]
            self._known[key] = judged(design, positive[kept])
        return self._known[key]


def plainly_exist(terms: Terms, positive: Bools, chosen: Bools, margins: Floats) -> Bools:
    """Rows that exist by a condition that costs nothing; the others have to be judged.

    Let every list that has persons have some who are on it alone, every finite interaction some who are on exactly
    that pair, and one pair outside the model some too. A direction d that is zero on those patterns has, in turn,
    d(constant) = -d(list) for each list, then d(constant) = 0 from the outside pair, then d(pair) = 0: it is zero.
    """
    size = terms.size
    live = chosen & (margins > 0)
    alone, exactly = positive[:, terms.singles], positive[:, terms.doubles]
    singles = (alone | ~live[:, 1 : size + 1]).all(axis=1)
    pairs = (exactly | ~live[:, size + 1 :]).all(axis=1)
    outside = (exactly & ~chosen[:, size + 1 :]).any(axis=1)
    return np.logical_and.reduce([singles, pairs, outside])


def judged(design: Floats, positive: Bools) -> Verdict:
    """The verdict on a design, shape (patterns, terms), whose patterns with persons are `positive`."""
    free = _null_space(design[positive])
    if not free.shape[1]:
        return Verdict.EXISTS
    rest = design[~positive] @ free
    if not len(rest) or np.linalg.matrix_rank(rest, tol=SMALL) < free.shape[1]:
        return Verdict.NOT_IDENTIFIABLE
    runs_away = _one_sided(rest) if free.shape[1] <= 2 else not interior(design, positive)
    return Verdict.NO_FINITE_ESTIMATE if runs_away else Verdict.EXISTS


def _one_sided(rest: Floats) -> bool:
    """Whether some direction lowers no zero pattern while it raises one; rest: (zero patterns, 1 or 2), full rank.

    With one or two directions left this is seen without a programme: the patterns' own directions lie in a half-line,
    or in a half-plane, that is with a gap of at least half a turn between two of them.
    """
    rest = rest[np.abs(rest).max(axis=1) > SMALL]
    if rest.shape[1] == 1:
        return bool((rest > 0).all() or (rest < 0).all())
    angles = np.sort(np.arctan2(rest[:, 1], rest[:, 0]))
    gaps = np.diff(angles, append=angles[0] + 2 * np.pi)
    return bool(gaps.max() >= np.pi - SMALL)


def _null_space(matrix: Floats) -> NDArray[np.float64]:
    """An orthonormal basis of the directions that a matrix of zeros and ones sends to zero, (columns, dimension)."""
    values, vectors = np.linalg.eigh(times(matrix.T, matrix))
    return vectors[:, values < SMALL * 100]  # its eigenvalues are those of whole numbers: zero, or far from it


def interior(design: Floats, positive: Bools) -> bool:
    """The linear programme of Fienberg and Rinaldo: the largest s with x >= s and the margins of the given patterns.

    Every positive pattern may stand for one person: only where the zeros are matters.
    """
    from scipy.optimize import linprog  # late: it costs more than most estimates, and few need it

    patterns, terms = design.shape
    equal = np.column_stack([design.T, np.zeros(terms)])
    above = np.column_stack([-np.eye(patterns), np.ones(patterns)])  # s - x <= 0
    answer = linprog(
        np.append(np.zeros(patterns), -1.0), A_ub=above, b_ub=np.zeros(patterns), A_eq=equal,
        b_eq=design.T @ positive, bounds=[(0, None)] * (patterns + 1), method="highs",
    )  # fmt: skip
    return answer.status == 0 and answer.x[-1] > SMALL**0.5
