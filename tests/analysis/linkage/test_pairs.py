"""From pairs to persons, overlap tables and what is carried into an estimate."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varsel.analysis.linkage import (
    BadList,
    Overlap,
    Pair,
    Row,
    combined,
    drawn_overlaps,
    one_to_one,
    overlap,
    persons,
    protected,
    write_overlap,
)  # fmt: skip

SIZES = (4, 4, 4)
ROWS = [Row(at, number) for at, size in enumerate(SIZES) for number in range(size)]
PAIRS = st.lists(
    st.builds(
        lambda ends, probability: Pair(min(ends), max(ends), probability),
        st.lists(st.sampled_from(ROWS), min_size=2, max_size=2, unique=True),
        st.floats(0, 1).map(lambda p: round(p, 3)),
    ),
    unique_by=lambda pair: (pair.left, pair.right),
    max_size=30,
)


def across(left: int, right: int, probability: float) -> Pair:
    return Pair(Row(0, left), Row(1, right), probability)


@settings(deadline=None)
@given(PAIRS)
def test_every_row_belongs_to_one_person_and_the_table_adds_up_to_them(pairs: list[Pair]) -> None:
    people = persons(pairs, SIZES)
    assert sorted(row for rows in people for row in rows) == ROWS
    assert sum(overlap(people, "abc").counts) == len(people)  # type: ignore[arg-type]


@settings(deadline=None)
@given(PAIRS, st.randoms())
def test_the_order_of_pairs_changes_nothing(pairs: list[Pair], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert persons(shuffled, SIZES) == persons(pairs, SIZES)
    assert one_to_one(shuffled) == one_to_one(pairs)


@settings(deadline=None)
@given(PAIRS)
def test_without_doubles_in_a_list_a_person_has_at_most_one_row_of_each(pairs: list[Pair]) -> None:
    between = [pair for pair in pairs if pair.left.list != pair.right.list]
    assert all(len({row.list for row in rows}) == len(rows) for rows in persons(between, SIZES))


def test_each_row_is_linked_once_the_likeliest_first() -> None:
    pairs = [across(0, 0, 0.8), across(0, 1, 0.9), across(1, 0, 0.6), across(2, 2, 0.4)]
    assert one_to_one(pairs) == [pairs[1], pairs[2]]


def test_rows_of_one_list_are_one_person_where_they_are_alike() -> None:
    pairs = [Pair(Row(0, 0), Row(0, 1), 0.9), Pair(Row(0, 0), Row(0, 1), 0.9), across(1, 0, 0.9)]
    assert (Row(0, 0), Row(0, 1), Row(1, 0)) in persons(pairs, (2, 1))


def test_a_chain_of_doubtful_links_joins_nobody() -> None:
    chain = [across(0, 0, 0.9), Pair(Row(1, 0), Row(2, 0), 0.6)]
    assert (Row(0, 0), Row(1, 0)) in persons(chain, SIZES)
    closed = [*chain, Pair(Row(0, 0), Row(2, 0), 0.5)]
    assert (Row(0, 0), Row(1, 0), Row(2, 0)) in persons(closed, SIZES)


def test_rounding_is_right_on_average_and_alike_when_asked_twice() -> None:
    table = Overlap(("a", "b"), np.array([[1, 0], [0, 1], [1, 1]]), (10, 7, 2))
    assert protected(table, 3, seed=b"x").counts == protected(table, 3, seed=b"x").counts
    drawn = [protected(table, 3, seed=str(seed).encode()) for seed in range(2_000)]
    last = [dict(zip(map(tuple, one.patterns.tolist()), one.counts, strict=True)).get((1, 1), 0) for one in drawn]
    assert set(last) == {0, 3}
    assert np.mean(last) == pytest.approx(2, abs=0.12)


def test_rounding_does_not_hang_on_the_order_of_lists() -> None:
    table = Overlap(("a", "b"), np.array([[1, 0], [0, 1], [1, 1]]), (10, 7, 2))
    turned = Overlap(("b", "a"), table.patterns[:, ::-1], table.counts)
    assert protected(table, 4, seed=b"x").counts == protected(turned, 4, seed=b"x").counts


def test_a_suppressed_cell_is_empty(tmp_path: Path) -> None:
    table = protected(Overlap(("a", "b"), np.array([[1, 0], [1, 1]]), (10, 2)), 5, "suppress")
    assert table.counts == (10, None)
    assert protected(table, 5, "suppress").counts == (10, None)
    write_overlap(tmp_path / "o.csv", table)
    assert (tmp_path / "o.csv").read_text() == "a,b,count\n1,0,10\n1,1,\n"


def test_a_protection_that_protects_nothing_is_refused() -> None:
    with pytest.raises(BadList, match="2 or more"):
        protected(Overlap(("a",), np.array([[1]]), (1,)), 1)


def test_drawn_overlaps_differ_as_much_as_the_links_are_doubtful() -> None:
    sure = list(drawn_overlaps([across(0, 0, 1.0)], (1, 1), "ab", draws=5, seed=1))
    assert {table.counts for table in sure} == {(1,)}
    doubtful = list(drawn_overlaps([across(0, 0, 0.5)], (1, 1), "ab", draws=200, seed=1))
    assert sum(table.counts == (1,) for table in doubtful) == pytest.approx(100, abs=30)
    again = drawn_overlaps([across(0, 0, 0.5)], (1, 1), "ab", draws=200, seed=1)
    assert [table.counts for table in again] == [table.counts for table in doubtful]


def test_estimates_are_combined_by_rubins_rule() -> None:
    found = combined([10, 12, 14], [1, 1, 1])
    assert (found.estimate, found.within, found.between) == (12, 1, 4)
    assert found.total == pytest.approx(1 + 4 / 3 * 4)
    assert found.standard_error == pytest.approx(found.total**0.5)
    assert found.share_from_linkage == pytest.approx(1 - 1 / found.total)
    assert combined([10, 10], [0, 0]).share_from_linkage == 0


@pytest.mark.parametrize(("estimates", "variances"), [([1], [1]), ([1, 2], [1]), ([[1, 2]], [[1, 2]])])
def test_fewer_than_two_estimates_are_not_combined(estimates: list[float], variances: list[float]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        combined(estimates, variances)
