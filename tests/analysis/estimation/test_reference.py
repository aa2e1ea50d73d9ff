"""The numbers of published software on six published tables, reached from the papers alone."""

import re

import numpy as np
import pytest

from tests.analysis.estimation.tables import PUBLISHED, published, reference
from varsel.analysis.estimation import Estimate, estimate
from varsel.analysis.estimation.bootstrap import replicate
from varsel.analysis.estimation.intervals import LEVELS, bca

STEPWISE = [row for row in reference("sparsemse_2.0.1") if row["kind"] == "stepwise_normal"]
BCA = {row["dataset"]: row for row in reference("sparsemse_2.0.1") if row["kind"] == "bca_1000"}
# Of the eight lists of New Orleans the interval is degenerate, in the reference too: only the flag counts there.
WITH_LIMITS = sorted(set(PUBLISHED) - {"new_orleans_8"})


def limits(row: dict[str, str], level: int) -> tuple[float, float]:
    return float(row[f"lo{level}"]), float(row[f"hi{level}"])


@pytest.mark.parametrize("row", STEPWISE, ids=lambda row: f"{row['dataset']} at {row['pthresh']}")
def test_estimate_interval_terms_and_deviance_are_those_of_the_reference(row: dict[str, str]) -> None:
    threshold = float(row["pthresh"])
    answer = estimate(published(row["dataset"]), threshold, bootstrap=0)
    assert answer.estimate == pytest.approx(float(row["est"]), rel=1e-4)
    assert answer.model is not None
    for level in LEVELS:
        assert answer.model.interval_normal[level] == pytest.approx(limits(row, level), rel=1e-3)
    assert " ".join(answer.model.terms) == row["terms"]
    assert answer.model.deviance == pytest.approx(float(row["deviance"]), abs=1e-4)
    at = next(at for at in answer.sweep if at.threshold == threshold)
    assert at.estimate == answer.estimate


def whole(name: str, replicates: int) -> Estimate:
    return estimate(published(name), 0.02, replicates, seed=1)


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_acceleration_is_that_of_the_reference(name: str) -> None:
    expected = re.search(r"ahat=(\S+)", BCA[name]["extra"])
    answer = whole(name, 0)
    assert answer.model is not None
    assert expected is not None
    assert answer.model.acceleration == pytest.approx(float(expected[1]), rel=1e-3)


@pytest.mark.parametrize("name", WITH_LIMITS)
def test_the_limits_of_the_reference_lie_within_ours_over_ten_seeds(name: str) -> None:
    first = whole(name, 0)
    assert first.estimate is not None
    assert first.model is not None
    table = published(name).keep(sorted(published(name).lists))
    ours = [bca(first.estimate, replicate(table, 0.02, 1_000, seed), first.model.acceleration) for seed in range(10)]
    for level in LEVELS:
        for end, expected in enumerate(limits(BCA[name], level)):
            found = np.array([interval[level][end] for interval in ours])
            assert found.min() * 0.95 <= expected <= found.max() * 1.05


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_choice_of_the_model_for_new_orleans_is_flagged_as_unstable(seed: int) -> None:
    answer = estimate(published("new_orleans_8"), 0.02, 1_000, seed)
    assert "unstable_selection" in {doubt.code for doubt in answer.refusals}
    assert not answer.publishable


def test_the_newer_package_of_the_same_authors_gives_the_same_points() -> None:
    for row in reference("multiplesystemsestimation_1.2.0"):
        if row["method"] == "step0":
            assert whole(row["dataset"], 0).estimate == pytest.approx(float(row["est"]), rel=1e-4)
