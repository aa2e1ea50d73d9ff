"""CSV files: what is read, and what is refused with line and column."""

from pathlib import Path

import pytest

from tests.analysis.synthesis.tables import any_table, domain
from varsel.analysis.synthesis import csv_text, read_table
from varsel.analysis.synthesis.domain import Column, Domain
from varsel.analysis.synthesis.refusals import BadInput

DOMAIN = Domain((Column("a", ("x", "y", "")), Column("b", ("1", "2", "Other"), other="Other")))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "persons.csv"


def refused(file: Path, text: str | bytes, of: Domain | None = DOMAIN) -> BadInput:
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BadInput) as error:
        read_table(file, of)
    return error.value


def test_a_table_written_and_read_again_is_the_same(file: Path) -> None:
    made = any_table(domain(2, 3, 4), 50, 1)
    file.write_text(csv_text(made))
    assert (read_table(file, made.domain).codes == made.codes).all()


def test_an_empty_field_is_a_category_and_a_declared_other_takes_the_rest(file: Path) -> None:
    file.write_text("b,a\n1, x\n7,\n,y\n")
    assert [list(values) for values in read_table(file, DOMAIN).columns()] == [["x", "", "y"], ["1", "Other", "Other"]]


def test_without_a_domain_the_categories_are_read_from_the_data(file: Path) -> None:
    file.write_text("a,b\nx,2\n,1\n")
    assert read_table(file).domain.columns == (Column("a", ("", "x")), Column("b", ("1", "2")))


@pytest.mark.parametrize("text", ["\ufeffa,b\r\nx,1\r\ny,2\r\n\r\n", "a;b\nx;1\ny;2\n", 'a,b\n"x",1\n"y",2'])
def test_marks_semicolons_quotes_and_blank_lines_are_understood(file: Path, text: str) -> None:
    file.write_text(text, newline="")
    assert len(read_table(file, DOMAIN)) == 2


@pytest.mark.parametrize(
    ("code", "place", "text"),
    [
        ("empty", "", ""),
        ("empty", "", "\n\n"),
        ("no_rows", "", "a,b\n"),
        ("ragged", "line 3", "a,b\nx,1\ny\nx,2\n"),
        ("ragged", "line 4", 'a,b\n"x\n",1\ny,2,3\n'),
        ("not_csv", "line 2", "a,b\nx," + "9" * 200_000),
        ("unnamed_column", "line 1", "a,\nx,1\ny,2\n"),
        ("duplicate_column", "line 1", "a,b,a\nx,1,y\ny,2,x\nx,1,y\n"),
        ("column_lacking", "line 1", "a,c\nx,1\ny,2\n"),
        ("column_unknown", "line 1", "a,b,c\nx,1,2\nx,1,2\nx,1,2\n"),
        ("value_outside", "line 3, column “a”", "a,b\nx,1\nz,2\n"),
        ("more_columns_than_persons", "", "a,b\nx,1\n"),
        ("not_utf8", "persons.csv", b"a,b\n\xe6,1\ny,2\n"),
    ],
)
def test_bad_input_is_refused_with_its_place(file: Path, code: str, place: str, text: str | bytes) -> None:
    error = refused(file, text)
    assert error.code == code
    assert error.place.endswith(place)
    assert error.remedy


def test_a_missing_value_that_the_domain_does_not_declare_is_refused(file: Path) -> None:
    strict = Domain((Column("a", ("x", "y")), Column("b", ("1", "2"))))
    error = refused(file, "a,b\nx,1\n,2\n", strict)
    assert (error.code, error.place) == ("missing_undeclared", "line 3, column “a”")


def test_a_row_that_is_structurally_impossible_is_refused(file: Path) -> None:
    strict = Domain((Column("a", ("x", "y")), Column("b", ("1", "2"))), ({"a": ["y"], "b": ["2"]},))
    error = refused(file, "a,b\nx,1\ny,1\ny,2\n", strict)
    assert (error.code, error.place) == ("impossible_row", "line 4")


def test_one_column_is_refused_without_a_domain_too(file: Path) -> None:
    assert refused(file, "a\nx\ny\n", None).code == "one_column"
    assert refused(file, "a,b\nx,1\ny,1\n", None).code == "one_column"


def test_too_few_rows_are_told_before_anything_else(file: Path) -> None:
    assert refused(file, "a,b,c\nx,1,2\n", None).code == "more_columns_than_persons"


def test_a_file_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(BadInput, match="Cannot read it"):
        read_table(file)


def test_a_message_repeats_little_of_a_value_and_nothing_a_terminal_obeys(file: Path) -> None:
    error = refused(file, "a,b\nx,1\n\x1b[2J" + "z" * 500 + ",2\n")
    assert "\x1b" not in str(error)
    assert len(str(error)) < 200
