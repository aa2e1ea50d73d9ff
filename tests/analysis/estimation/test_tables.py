"""Overlap tables: what they hold, and what is refused with place and remedy."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.estimation.tables import DATA, PUBLISHED, published, steadily, table_of, tables
from varsel.analysis.estimation import BadTable, OverlapTable, from_persons, read_table
from varsel.analysis.estimation.tables import checked, names_of


def text_of(table: OverlapTable, order: list[int]) -> str:
    rows = [
        ",".join(map(str, [*table.patterns[row].astype(int), table.counts[row]])) for row in order if table.counts[row]
    ]
    return "\n".join([",".join([*table.lists, "count"]), *rows])


def refusal(text: str) -> BadTable:
    with pytest.raises(BadTable) as refused:
        read_table(io.StringIO(text))
    assert refused.value.for_the_operator
    assert refused.value.exit_code == 2
    assert str(refused.value) == f"{refused.value.place}: {refused.value.remedy}"
    return refused.value


@pytest.mark.parametrize(("name", "persons"), [*zip(PUBLISHED, [2744, 2744, 8234, 8234, 185, 345], strict=True)])
def test_the_tables_of_the_literature_are_read_whole(name: str, persons: int) -> None:
    assert published(name).observed == persons


@steadily
@given(tables(), st.randoms())
def test_the_order_of_the_rows_of_a_file_changes_nothing(table: OverlapTable, chance: object) -> None:
    order = list(range(len(table.counts)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    assert read_table(io.StringIO(text_of(table, order))) == table


@steadily
@given(tables())
def test_persons_one_by_one_make_the_same_table(table: OverlapTable) -> None:
    assert from_persons(np.repeat(table.patterns, table.counts, axis=0), table.lists) == table


@steadily
@given(tables(), st.data())
def test_lists_in_another_order_are_the_same_persons(table: OverlapTable, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(table.size)))
    permuted = table.permuted(order)
    assert permuted.observed == table.observed
    assert (permuted.overlaps == table.overlaps[np.ix_(order, order)]).all()
    assert permuted.keep(table.lists) == table
    assert hash(permuted.keep(table.lists)) == hash(table)


def test_without_a_list_those_on_it_alone_fall_out() -> None:
    table = table_of("ABC", {"A": 5, "AB": 2, "ABC": 1, "C": 7})
    assert table.without("A") == table_of("BC", {"B": 2, "BC": 1, "C": 7})
    assert table.without("A", "B") == table_of("C", {"C": 8})


def test_a_table_tells_its_pairs() -> None:
    table = table_of("ABC", {"A": 5, "AB": 2, "ABC": 1, "C": 7})
    assert table.overlaps.tolist() == [[8, 3, 1], [3, 3, 1], [1, 1, 8]]
    assert names_of(table, [(0, 1), (1, 2)]) == ["A:B", "B:C"]
    assert table != "A table"


def test_counts_cannot_be_changed_behind_a_table() -> None:
    table = table_of("AB", {"A": 5, "AB": 2, "B": 1})
    with pytest.raises(ValueError, match="read-only"):
        table.counts[0] = 3
    assert table.with_counts([1, 2, 3]).counts.tolist() == [1, 2, 3]


def test_a_file_with_semicolons_blank_lines_and_a_mark_in_front_is_read(tmp_path: object) -> None:
    path = tmp_path / "table.csv"  # type: ignore[operator]
    path.write_bytes("\ufeffA;B;count\r\n1;0;5\r\n\r\n1;1;2\r\n0;1;1\r\n0;0;0\r\n".encode())
    assert read_table(path) == read_table(str(path)) == table_of("AB", {"A": 5, "AB": 2, "B": 1})


GOOD = "A,B,count\n1,0,5\n0,1,4\n1,1,2\n"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "empty_file", "line 1"),
        ("\n \n", "empty_file", "line 1"),
        ("1,0,5\n0,1,4\n", "no_header", "line 1"),
        ("A,count\n1,5\n", "one_list", "line 1"),
        ("A,,count\n1,0,5\n", "unnamed_list", "column 2"),
        ("A,\x1b[2J,count\n1,0,5\n", "unnamed_list", "column 2"),
        ("A,A,count\n1,0,5\n", "same_name", "list A"),
        (GOOD + "1,0,7\n", "duplicate_pattern", "line 5"),
        (GOOD.replace(",5", ",-5"), "negative_count", "line 2, column 3"),
        (GOOD.replace(",5", ",5.5"), "fractional_count", "line 2, column 3"),
        (GOOD.replace(",5", ",1.299"), "fractional_count", "line 2, column 3"),
        (GOOD.replace(",5", ",many"), "not_a_count", "line 2, column 3"),
        (GOOD.replace(",5", ","), "not_a_count", "line 2, column 3"),
        (GOOD.replace(",5", ",9999999999"), "count_too_large", "line 2, column 3"),
        (GOOD.replace(",5", "," + "9" * 5000), "count_too_large", "line 2, column 3"),
        (GOOD.replace("1,1,2", "1,2,2"), "not_0_or_1", "line 4, column 2"),
        (GOOD.replace("1,1,2", "1," + "x" * 90 + ",2"), "not_0_or_1", "line 4, column 2"),
        (GOOD.replace("1,1,2", "1,1"), "columns", "line 4"),
        (GOOD + "0,0,70\n", "hidden_cell", "line 5"),
        (GOOD + "1" * 200_000, "not_csv", "line 5"),
        ("A,B,count\n1,0,5\n0,1,5\n", "no_overlap", "the table"),
        ("A,B,C,count\n1,0,0,5\n1,1,0,5\n", "empty_list", "list C"),
        ("A,B,C,count\n0,0,1,5\n1,1,0,5\n1,1,1,2\n", "same_lists", "lists A and B"),
        ("A,B,count\n1,0,0\n", "nobody", "the table"),
        (",".join("ABCDEFGHIJKL") + ",count\n", "too_many_lists", "12 lists"),
    ],
)  # fmt: skip
def test_a_faulty_file_is_refused_with_the_place_and_the_remedy(text: str, code: str, place: str) -> None:
    refused = refusal(text)
    assert (refused.code, refused.place) == (code, place)
    assert len(refused.remedy) < 300


def test_a_file_that_cannot_be_opened_or_is_no_text_is_refused(tmp_path: object) -> None:
    path = tmp_path / "table.csv"  # type: ignore[operator]
    with pytest.raises(BadTable, match="cannot be read"):
        read_table(path)
    path.write_bytes(b"A,B,count\n1,0,\xff\n")
    with pytest.raises(BadTable, match="UTF-8"):
        read_table(path)


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        ([[1, 0], [0, 1, 1][:2], [0, 2]], "not_0_or_1", "person 3"),
        ([[1, 0], [0, 0]], "on_no_list", "person 2"),
        ([1, 0], "shape", "memberships"),
        ([[1, 0], [0, 1]], "no_overlap", "the table"),
    ],
)
def test_faulty_persons_are_refused(rows: list, code: str, place: str) -> None:
    with pytest.raises(BadTable) as refused:
        from_persons(rows, ["A", "B"])
    assert (refused.value.code, refused.value.place) == (code, place)


@pytest.mark.parametrize(
    ("lists", "counts", "code"),
    [
        ((), [], "no_lists"),
        (("A",), [1, 2, 3], "shape"),
        (("A", "B"), [1, 2.5, 3], "fractional_count"),
        (("A", "B"), [1, -2, 3], "negative_count"),
        (("A", "B"), [1, 2e30, 3], "count_too_large"),
    ],
)
def test_counts_that_are_no_table_are_refused(lists: tuple[str, ...], counts: list[float], code: str) -> None:
    with pytest.raises(BadTable) as refused:
        OverlapTable(lists, np.array(counts))
    assert refused.value.code == code


@steadily
@given(tables(sizes=(2, 4)))
def test_a_list_copied_twice_is_refused(table: OverlapTable) -> None:
    members = np.repeat(table.patterns, table.counts, axis=0)
    with pytest.raises(BadTable) as refused:
        from_persons(np.column_stack([members, members[:, 0]]), [*table.lists, "copy"])
    assert refused.value.code == "same_lists"


def test_a_list_alone_and_an_unknown_list_are_refused() -> None:
    with pytest.raises(BadTable) as alone:
        checked(OverlapTable(("A",), np.array([4])))
    with pytest.raises(BadTable) as unknown:
        published("uk_5").without("LA").keep(["LA"])
    assert (alone.value.code, unknown.value.code) == ("one_list", "unknown_list")


def test_the_data_of_the_literature_name_their_source() -> None:
    assert "literature" in (DATA / "README.md").read_text(encoding="utf-8")
