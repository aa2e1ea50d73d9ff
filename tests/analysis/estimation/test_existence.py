"""Whether an estimate exists: three ways to decide it agree with the linear programme."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import steadily, table_of, tables
from varsel.analysis.estimation import BadTable, OverlapTable, fit_model
from varsel.analysis.estimation.existence import Judge, Verdict, interior, judged, plainly_exist
from varsel.analysis.estimation.fitting import Pairs, kept_patterns, terms_of

subsets_of_pairs = st.lists(st.integers(0, 9), unique=True, max_size=6)


def chosen_pairs(table: OverlapTable, numbers: list[int]) -> Pairs:
    pairs = terms_of(table.size).pairs
    return tuple(sorted({pairs[number % len(pairs)] for number in numbers}))


def parts(table: OverlapTable, pairs: Pairs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    terms = terms_of(table.size)
    return (table.counts > 0)[None], terms.with_pairs(pairs)[None], (table.counts @ terms.design)[None]


def by_programme(table: OverlapTable, pairs: Pairs) -> Verdict:
    positive, chosen, margins = parts(table, pairs)
    kept = kept_patterns(terms_of(table.size), chosen, margins)[0]
    design = terms_of(table.size).design[kept][:, chosen[0] & (margins[0] > 0)]
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return Verdict.NOT_IDENTIFIABLE
    return Verdict.EXISTS if interior(design, positive[0][kept]) else Verdict.NO_FINITE_ESTIMATE


@steadily
@given(tables(sizes=(2, 5), most=3), subsets_of_pairs)
def test_every_verdict_is_that_of_the_linear_programme(table: OverlapTable, numbers: list[int]) -> None:
    pairs = chosen_pairs(table, numbers)
    positive, chosen, margins = parts(table, pairs)
    verdict = Judge(terms_of(table.size)).verdict(positive[0], chosen[0], margins[0])
    assert verdict is by_programme(table, pairs)


@steadily
@given(tables(sizes=(3, 5), most=60), subsets_of_pairs)
def test_what_plainly_exists_exists(table: OverlapTable, numbers: list[int]) -> None:
    pairs = chosen_pairs(table, numbers)
    if plainly_exist(terms_of(table.size), *parts(table, pairs))[0]:
        assert by_programme(table, pairs) is Verdict.EXISTS


@steadily
@given(st.integers(1, 4), st.lists(st.lists(st.integers(-1, 1), min_size=4, max_size=4), min_size=1, max_size=8))
def test_one_two_or_more_free_directions_are_judged_alike(free: int, rows: list[list[int]]) -> None:
    zeros = np.array([[*row[:free], 1] for row in rows], dtype=float)
    design = np.vstack([np.eye(free + 1)[-1], zeros])  # the one positive pattern leaves `free` directions open
    positive = np.array([True] + [False] * len(zeros))
    verdict = judged(design, positive)
    if np.linalg.matrix_rank(design) <= free:
        assert verdict is Verdict.NOT_IDENTIFIABLE
    else:
        assert (verdict is Verdict.EXISTS) == interior(design, positive)


def test_a_judge_remembers_what_it_has_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    table = table_of("ABC", {"A": 5, "AB": 2, "ABC": 1})
    judge, (positive, chosen, margins) = Judge(terms_of(3)), parts(table, ())
    first = judge.exist(positive, chosen, margins)
    monkeypatch.setattr("varsel.analysis.estimation.existence.judged", None)
    assert (judge.exist(positive, chosen, margins) == first).all()


def test_a_list_within_another_has_no_finite_estimate() -> None:
    with pytest.raises(BadTable) as refused:
        fit_model(table_of("AB", {"A": 5, "AB": 2}), ())
    assert refused.value.code == "no_finite_estimate"


def test_all_pairs_on_two_lists_cannot_be_told_apart() -> None:
    with pytest.raises(BadTable) as refused:
        fit_model(table_of("AB", {"A": 5, "AB": 2, "B": 3}), ((0, 1),))
    assert refused.value.code == "not_identifiable"


def test_a_pair_that_is_none_is_refused() -> None:
    with pytest.raises(BadTable) as refused:
        fit_model(table_of("AB", {"A": 5, "AB": 2, "B": 3}), ((1, 0),))
    assert refused.value.code == "unknown_pair"
