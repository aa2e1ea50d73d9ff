"""Strata: what may be pooled, what may be summed, and what is too small for either."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import steadily, table_of
from varsel.analysis.estimation import BadTable, OverlapTable
from varsel.analysis.estimation.strata import Strata, estimate_by_stratum, from_memberships, from_tables, pooling_of

ALIKE = {"A": 90, "B": 80, "C": 85, "AB": 40, "AC": 45, "BC": 38, "ABC": 22}
OTHERWISE = {"A": 20, "B": 150, "C": 30, "AB": 12, "AC": 4, "BC": 60, "ABC": 8}
TINY = {"A": 4, "B": 1, "AB": 2}


def strata(**years: dict[str, int]) -> Strata:
    return from_tables({name: table_of("ABC", counts) for name, counts in years.items()})


def codes(answer: object) -> set[str]:
    return {doubt.code for doubt in answer.doubts}  # type: ignore[attr-defined]


def test_strata_that_are_alike_are_pooled() -> None:
    answer = estimate_by_stratum(strata(y2024=ALIKE, y2025=ALIKE), bootstrap=0)
    assert answer.used == "pooled"
    assert answer.pooling.tail == 1
    assert answer.estimate == answer.pooled == pytest.approx(answer.total)
    assert "alike_is_not_proven" in codes(answer)
    assert "sum_and_pooled_differ" not in codes(answer)


def test_strata_that_differ_are_summed() -> None:
    answer = estimate_by_stratum(strata(women=ALIKE, men=OTHERWISE), bootstrap=0)
    assert answer.pooling.tail == pytest.approx(1 / 2_000)
    assert answer.used == "sum"
    assert answer.estimate == answer.total == pytest.approx(sum(row.whole or 0 for row in answer.strata))
    assert answer.interval is not None
    assert answer.interval[95][0] < answer.interval[80][0] < answer.total < answer.interval[95][1]
    assert answer.publishable
    printed = answer.as_dict()
    assert printed["used"] == "sum"
    assert [row["stratum"] for row in printed["strata"]] == ["women", "men"]
    assert printed["pooling"]["defensible"] is False


def test_the_interval_of_the_sum_is_narrower_than_the_sum_of_the_intervals() -> None:
    answer = estimate_by_stratum(strata(women=ALIKE, men=OTHERWISE), bootstrap=0)
    ends = [row.as_dict()["interval"] for row in answer.strata]
    assert answer.total_interval is not None
    low, high = answer.total_interval[95]
    assert sum(end[0] for end in ends) < low < high < sum(end[1] for end in ends)


def test_strata_that_differ_and_are_too_small_get_no_answer() -> None:
    answer = estimate_by_stratum(strata(women=OTHERWISE, men=TINY, others={"C": 60, "A": 60, "B": 1}), bootstrap=0)
    assert answer.used == "neither"
    assert answer.estimate is answer.interval is None
    assert "neither_pooled_nor_summed" in {doubt.code for doubt in answer.refusals}
    reasons = {row.name: row.as_dict()["reason"] for row in answer.strata}
    assert "Only 7 persons" in reasons["men"]
    assert "Nobody is on two lists" in reasons["others"]
    men = answer.strata[1]
    assert men.left_out == ("C",)
    assert men.as_dict()["estimate"] is men.as_dict()["interval"] is None


def test_a_small_stratum_that_is_like_the_others_is_pooled_without_a_figure_of_its_own() -> None:
    few = {names: max(1, persons // 40) for names, persons in ALIKE.items()}
    answer = estimate_by_stratum(strata(y2024=ALIKE, y2025=few), bootstrap=0)
    assert answer.used == "pooled"
    assert "strata_too_small" in codes(answer)


def test_a_stratum_with_nobody_in_it_is_refused_alone() -> None:
    answer = estimate_by_stratum(strata(y2024=ALIKE, y2025={}), bootstrap=0)
    assert "Nobody is on any list" in answer.strata[1].reason


def test_a_pooled_table_of_unlike_strata_is_biased_and_both_numbers_are_named() -> None:
    # 500 persons, each on a list with chance .6, and 5,000 with chance .05: together they look like far fewer.
    often = {"A": 48, "B": 48, "C": 48, "AB": 72, "AC": 72, "BC": 72, "ABC": 108}
    seldom = {"A": 226, "B": 226, "C": 226, "AB": 12, "AC": 12, "BC": 12, "ABC": 1}
    answer = estimate_by_stratum(strata(often=often, seldom=seldom), threshold=0, bootstrap=0)
    assert answer.total == pytest.approx(5_500, rel=0.03)
    assert answer.pooled is not None
    assert answer.pooled < 2_000
    assert answer.used == "sum"
    assert "sum_and_pooled_differ" in codes(answer)


def test_memberships_become_tables_and_a_person_counts_once_in_each() -> None:
    rows = [
        ("ann", "police", "2024"), ("ann", "police", "2024"), ("ann", "shelter", "2024"), ("ann", "police", "2025"),
        ("bo", "shelter", "2025"), ("cy", "police", "2024"),
    ]  # fmt: skip
    found = from_memberships(rows)
    assert found.pooled.lists == ("police", "shelter")
    assert list(found.tables) == ["2024", "2025"]
    assert found.tables["2024"].counts.tolist() == [1, 0, 1]
    assert found.tables["2025"].counts.tolist() == [1, 1, 0]
    assert found.pooled.counts.tolist() == [1, 1, 1]
    assert found.repeated == 1


def test_persons_who_stand_in_several_strata_are_pointed_out() -> None:
    plain = strata(y2024=ALIKE, y2025=ALIKE)
    answer = estimate_by_stratum(Strata(plain.tables, plain.pooled, repeated=3), bootstrap=0)
    assert "persons_in_several_strata" in codes(answer)


def test_rows_and_strata_that_say_nothing_are_refused() -> None:
    with pytest.raises(BadTable) as refused:
        from_memberships([("ann", "police", "2024"), ("bo", " ", "2025")])
    assert refused.value.place == "row 2"
    with pytest.raises(BadTable):
        from_memberships([("ann", "police", "2024")])
    with pytest.raises(BadTable):
        from_tables({"one": table_of("ABC", ALIKE), "two": table_of("ACB", ALIKE)})


@given(st.lists(st.integers(0, 30), min_size=7, max_size=7).filter(any), st.integers(0, 99))
@steadily
def test_a_stratum_shared_out_blindly_is_seldom_held_to_differ(counts: list[int], seed: int) -> None:
    table = OverlapTable(("A", "B", "C"), np.array(counts) * 2)
    half = OverlapTable(table.lists, np.array(counts))
    assert pooling_of(from_tables({"one": half, "two": half}), draws=50, seed=seed).tail == 1
    assert from_tables({"one": half, "two": half}).pooled == table
