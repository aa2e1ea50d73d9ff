"""A list that cannot be read is refused with file, line and column, and without what stands there."""

from pathlib import Path

import pytest

from varsel.analysis.linkage import DEFAULT, BadList, read_persons
from varsel.analysis.linkage.persons import LONGEST, Noted

HEADER = "id,given_name,family_name,date_of_birth,sex,nationality"
GOOD = f"{HEADER}\n1,Ana,Popescu,1998-00-00,F,RO\n"


def read(path: Path, text: str | bytes) -> list[tuple[str, ...]]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [person.values for person in read_persons(path, DEFAULT)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("", "missing_columns", "line 1"),
        ("1,Ana,Popescu,1998-01-02,F,RO\n", "missing_columns", "line 1"),
        (GOOD.replace(",sex", ",kon"), "missing_columns", "line 1"),
        (GOOD.replace("sex,nationality", "sex,sex,nationality"), "column_twice", "line 1"),
        (HEADER + "\n", "empty_list", "list.csv"),
        (HEADER + "\n,,,,,\n\n", "empty_list", "list.csv"),
        (GOOD + "2,Ana,Popescu\n", "row_length", "line 3"),
        (GOOD + f"2,{'A' * (LONGEST + 1)},Popescu,,F,RO\n", "cell_length", "line 3"),
        (GOOD + "1,Ana,Popescu,,F,RO\n", "duplicate_id", "line 3"),
        (GOOD + "2,Ana,Popescu,in May,F,RO\n", "bad_date", "line 3, column date_of_birth"),
        (GOOD + '2,"Ana"s,Popescu,,F,RO\n', "not_csv", "line 3"),
        (GOOD.encode() + "2,Søren,,,,".encode("latin-1"), "not_utf8", "list.csv"),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_its_place_and_never_by_its_value(
    file: Path, text: str | bytes, code: str, place: str
) -> None:
    with pytest.raises(BadList) as error:
        read(file, text)
    assert error.value.code == code
    assert place in error.value.place
    assert not {"Ana", "Popescu", "in May", "Søren"} & set(str(error.value).replace(",", " ").split())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadList, match="cannot be read"):
        list(read_persons(tmp_path / "nowhere.csv", DEFAULT))


@pytest.mark.parametrize("text", [GOOD, GOOD.replace(",", ";"), "\ufeff" + GOOD, GOOD.replace("\n", "\r\n")])
def test_commas_semicolons_and_marks_of_spreadsheets_are_understood(file: Path, text: str) -> None:
    assert read(file, text) == [("Ana", "Popescu", "1998-00-00", "F", "RO", "")]


def test_aliases_and_a_column_of_ids_may_be_absent_and_other_columns_are_not_read(file: Path) -> None:
    text = "given_name,family_name,date_of_birth,sex,nationality,cpr\nAna,,,,,1234\n"
    assert read(file, text) == [("Ana", "", "", "", "", "")]


def test_a_row_of_which_nothing_is_known_is_a_person_and_is_told(file: Path) -> None:
    file.write_text(GOOD + "2,,,,,\n3,芳,,,,\n", encoding="utf-8")
    noted = Noted()
    assert len(list(read_persons(file, DEFAULT, noted))) == 3
    assert (noted.nothing_known, noted.unknown_script) == (1, 1)


def test_a_list_is_read_row_by_row(file: Path) -> None:
    file.write_text(GOOD + "2,Ana\n")
    persons = read_persons(file, DEFAULT)
    assert next(persons).id == "1"
    with pytest.raises(BadList):
        next(persons)
