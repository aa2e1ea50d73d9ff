"""An invented population to try the method on: fifteen columns of the kind that a counter-trafficking centre records.

Nobody in it exists. The columns depend on one another along a graph with loops (so that no tree holds them exactly),
and with `dependence=0` not at all. The probabilities come from a fixed seed and are not those of any real caseload.
"""

from typing import Final

import numpy as np

from varsel.analysis.synthesis.domain import Column, Domain
from varsel.analysis.synthesis.sampling import Codes
from varsel.analysis.synthesis.tables import Table

SEED_OF_THE_TABLES: Final = 1
# Column: its categories ("" is missing), and the earlier columns it depends on.
COLUMNS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "form": (("sexual", "labour", "domestic", "crime", "other"), ()),
    "sex": (("female", "male", "other"), ("form",)),
    "age_group": (("0-17", "18-24", "25-34", "35-49", "50+", ""), ("form", "sex")),
    "citizenship_group": (("eu", "europe_other", "africa", "asia", "americas", ""), ("form",)),
    "period": (("2015-2016", "2017-2018", "2019-2020", "2021-2022", "2023-2024"), ("citizenship_group",)),
    "sector": (("street", "indoor", "agriculture", "building", "cleaning", "household", ""), ("form", "sex")),
    "recruiter": (("partner", "family", "friend", "agency", "stranger", ""), ("form", "age_group")),
    "debt": (("yes", "no", ""), ("form", "citizenship_group")),
    "documents_taken": (("yes", "no", ""), ("debt",)),
    "violence": (("yes", "no", ""), ("form", "recruiter")),
    "threats": (("yes", "no", ""), ("violence",)),
    "movement_limited": (("yes", "no", ""), ("violence", "documents_taken")),
    "residence": (("citizen", "permit", "asylum", "none", ""), ("citizenship_group",)),
    "referred_by": (("police", "ngo", "health", "self", "authority", "hotline"), ("form", "residence")),
    "support": (("shelter", "outreach", "legal", "return", "none"), ("residence", "sex")),
}


def example_domain() -> Domain:
    return Domain(tuple(Column(name, categories) for name, (categories, _parents) in COLUMNS.items()))


def example_table(persons: int, seed: int, dependence: float = 1.0) -> Table:
    """An invented table of `persons` rows and 15 columns; the same numbers for the same seed.

    `dependence` is how strongly columns follow those they depend on: 0 for independent columns, 1 as a real table
    might (27 of the 105 pairs with Cramér's V of .2 or more).
    """
    tables, generator = np.random.default_rng(SEED_OF_THE_TABLES), np.random.default_rng(seed)
    codes: Codes = np.zeros((persons, len(COLUMNS)), dtype=np.int16)
    names = list(COLUMNS)
    for place, (categories, parents) in enumerate(COLUMNS.values()):
        weights = tables.normal(0, 0.7, size=(1, len(categories)))
        for parent in parents:
            effects = tables.normal(0, 1.1, size=(len(COLUMNS[parent][0]), len(categories)))
            weights = weights + dependence * effects[codes[:, names.index(parent)]]
        codes[:, place] = _drawn(np.exp(weights), persons, generator)
    return Table(example_domain(), codes)


def _drawn(weights: np.ndarray, persons: int, generator: np.random.Generator) -> np.ndarray:
    below = np.cumsum(weights, axis=1)
    places = (generator.random((persons, 1)) * below[:, -1:] >= below).sum(axis=1)
    return places.astype(np.int16)
