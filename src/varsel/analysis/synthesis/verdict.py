"""Whether a synthetic table is worth releasing, judged from the noisy tables alone.

The verdict is part of the release: it costs no privacy, since it never looks at the data, and so a decision that
follows it tells nothing either. A pair of columns counts as dependent when its noisy table differs from the product of
the margins by more than sampling and noise together explain: a chi-squared test whose cells have the variance
"expected count plus noise" (after Gaboardi, Lim, Rogers and Vadhan 2016), at 1 % over all pairs (Bonferroni).
"""

import math
from dataclasses import dataclass

import numpy as np

from varsel.analysis.synthesis.fitting import Measured
from varsel.analysis.synthesis.inference import Floats
from varsel.analysis.synthesis.mechanism import Model
from varsel.analysis.synthesis.tree import Columns

LEVEL = 0.01  # of the test for dependence, over all pairs
LEAST_PERSONS, PERSONS_FOR_A_COLUMN = 200, 20
LEAST_GAIN = 0.10  # distance of the strongest pairs from independence below which one-way tables say nearly as much
MOST_NOISE = 0.10  # expected error of the one-way tables (total variation), above which even they are drowned

SENTENCES = {
    "too_few_persons": "There are too few persons: about {persons}, where this many columns need {needed}.",
    "noise_drowns": "The noise moves {noise:.0%} of the persons of a one-way table into another category.",
    "delta_too_large": "Delta is above 1/persons, so that one person could be shown outright.",
    "no_dependence": "No two columns depend on one another by more than chance and noise explain.",
    "little_dependence": "Even the strongest pairs are so near to independence ({gain:.1%}) that one-way tables do.",
    "dependence": "{dependent} pairs of columns depend on one another clearly; a synthetic table keeps that.",
}
ADVICE = {
    "release": "The table keeps what the columns have to do with one another.",
    "publish_one_way_tables": "Publish the noisy one-way tables of this report instead: they are already paid for.",
    "publish_protected_tables": "Publish tables with small cells protected instead, with fewer columns.",
}


@dataclass(frozen=True)
class Verdict:
    """`worth` is the answer, `advice` and `reasons` are codes; `sentences` say the reasons in English."""

    worth: bool
    advice: str
    reasons: tuple[str, ...]
    sentences: tuple[str, ...]
    dependent_pairs: tuple[Columns, ...]
    gain: float


def judged(model: Model, delta: float) -> Verdict:
    """Judge a model; `gain` as `gain_of`."""
    dependent, gain, noise = dependent_pairs(model), gain_of(model), noise_of(model)
    needed = max(LEAST_PERSONS, PERSONS_FOR_A_COLUMN * len(model.domain.columns))
    drowned = {
        "too_few_persons": model.total < needed,
        "noise_drowns": noise > MOST_NOISE,
        "delta_too_large": delta * model.total > 1,
    }
    flat = {"no_dependence": not dependent, "little_dependence": bool(dependent) and gain < LEAST_GAIN}
    reasons = tuple(code for code, holds in (drowned | flat).items() if holds)
    advice = "publish_protected_tables" if any(drowned.values()) else "publish_one_way_tables"
    numbers = {
        "persons": round(model.total),
        "needed": needed,
        "noise": noise,
        "gain": gain,
        "dependent": len(dependent),
    }
    said = tuple(SENTENCES[code].format(**numbers) for code in reasons or ("dependence",))
    return Verdict(not reasons, advice if reasons else "release", reasons or ("dependence",), said, dependent, gain)


def dependent_pairs(model: Model) -> tuple[Columns, ...]:
    """The measured pairs whose noisy tables show dependence."""
    pairs = len(model.varying) * (len(model.varying) - 1) / 2
    return tuple(
        columns
        for columns, table in model.measured.items()
        if len(columns) == 2 and _chance(table, model) * pairs < LEVEL
    )


def _chance(table: Measured, model: Model) -> float:
    """The probability of so large a difference without dependence; noise is in every cell, so all of them count."""
    from scipy.special import chdtrc  # late: it takes a third of a second

    expected = model.total * _product(table.columns, model)
    possible = model.domain_mask(table.columns) > 0
    squares = (table.counts - expected) ** 2 / (expected + table.variance)
    return float(chdtrc(possible.sum(), squares[possible].sum()))


def _product(columns: Columns, model: Model) -> Floats:
    first, second = (model.now.distribution.marginal((column,)) for column in columns)
    return np.outer(first, second)


def gain_of(model: Model) -> float:
    """The mean total-variation distance from independence of the model's strongest pairs: as many as a tree over the
    columns has, so that a wide table is not judged by the many pairs that have nothing to do with one another."""
    pairs = model.now.distribution.pairs(len(model.domain.columns))
    far = sorted((np.abs(table - _product(columns, model)).sum() / 2 for columns, table in pairs.items()), reverse=True)
    return float(np.mean(far[: len(model.varying) - 1]))


def noise_of(model: Model) -> float:
    """The expected total-variation error that noise brings into a one-way table, the mean over the columns."""
    alone = [table for columns, table in model.measured.items() if len(columns) == 1]
    each = [math.sqrt(2 / math.pi * table.variance) * table.counts.size / (2 * model.total) for table in alone]
    return float(np.mean(each))
