"""The four commands, as an organisation and a trusted party use them; nothing they print identifies anybody."""

import csv
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.analysis.linkage.invented import COLUMNS, Population, write
from varsel.__main__ import app
from varsel.analysis.linkage import BadList

HEADER = ",".join(COLUMNS[:6])


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three lists of invented persons and a key."""
    monkeypatch.chdir(tmp_path)
    for name, found in zip("abc", Population(120, 4).lists((0.6, 0.5, 0.4)), strict=True):
        write(tmp_path / f"{name}.csv", found)
    assert varsel("study-key", "new", "key", "--study", "Overlap 2026").exit_code == 0
    return tmp_path


def varsel(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=True)


def refused(*arguments: str) -> BadList:
    """The refusal that `varsel.__main__.main` prints, with exit code 2."""
    error = varsel(*arguments).exception
    assert isinstance(error, BadList), error
    assert error.exit_code == 2
    assert error.for_the_operator
    return error


def encoded(*names: str, key: str = "key") -> None:
    for name in names:
        result = varsel("encode", f"{name}.csv", "--secret-file", key, "--out", f"{name}-codes.csv")
        assert result.exit_code == 0, result.exception


def table(path: Path) -> list[list[str]]:
    return list(csv.reader(path.read_text().splitlines()))


def test_three_organisations_get_their_overlap_and_nothing_else(study: Path) -> None:
    encoded("a", "b", "c")
    result = varsel("overlap", "a-codes.csv", "b-codes.csv", "c-codes.csv", "--out", "o.csv", "--names", "x,y,z")
    assert result.exit_code == 0
    header, *rows = table(study / "o.csv")
    assert header == ["x", "y", "z", "count"]
    rows_in = sum(len(table(study / f"{name}.csv")) - 1 for name in "abc")
    assert sum(int(row[3]) * sum(map(int, row[:3])) for row in rows) <= rows_in
    assert sum(int(row[3]) for row in rows) < rows_in
    assert result.stdout == ""


def test_a_table_whose_small_cells_are_protected(study: Path) -> None:
    encoded("a", "b")
    assert varsel("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv", "--protect", "5").exit_code == 0
    assert all(int(row[2]) % 5 == 0 for row in table(study / "o.csv")[1:])


def test_links_by_name_with_reasons_and_a_file_of_doubtful_pairs(study: Path) -> None:
    result = varsel("link", "a.csv", "b.csv", "--out", "pairs.csv", "--review", "review.csv")
    assert result.exit_code == 0, result.exception
    header, *rows = table(study / "pairs.csv")
    assert header == ["id_a", "id_b", "line_a", "line_b", "probability", "reasons"]
    assert rows
    assert "date_of_birth" in rows[0][5]
    assert all(0.05 <= float(row[4]) < 0.95 for row in table(study / "review.csv")[1:])
    assert varsel("link", "a.csv", "b.csv", "--out", "again.csv").exit_code == 0
    assert (study / "again.csv").read_text() == (study / "pairs.csv").read_text()


def test_no_command_prints_or_writes_a_name(study: Path) -> None:
    said = ""
    for command in (
        ("encode", "a.csv", "--secret-file", "key", "--out", "a-codes.csv"),
        ("encode", "b.csv", "--secret-file", "key", "--out", "b-codes.csv"),
        ("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv"),
        ("link", "a.csv", "b.csv", "--out", "pairs.csv", "--review", "review.csv"),
    ):
        said += varsel(*command).output
    for name in ("a-codes.csv", "o.csv", "pairs.csv", "review.csv"):
        said += (study / name).read_text()
    values = {cell for name in "ab" for row in table(study / f"{name}.csv")[1:] for cell in (row[1], row[2], row[3])}
    assert not [value for value in values if len(value) > 5 and value in said]


def test_a_key_is_made_compared_and_destroyed(study: Path) -> None:
    told = varsel("study-key", "fingerprint", "key").stdout
    assert "Overlap 2026, until 2027-02-19" in told
    assert refused("study-key", "new", "key", "--study", "Again").code == "key_exists"
    assert varsel("study-key", "destroy", "key").exit_code == 0
    assert not (study / "key").exists()


def test_a_plain_secret_is_taken_and_said_to_have_no_end(study: Path) -> None:
    plain = study / "plain"
    plain.write_text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    plain.chmod(0o600)
    result = varsel("encode", "a.csv", "--secret-file", "plain", "--out", "codes.csv")
    assert "no last day" in result.stderr
    assert "plain secret, until no last day" in varsel("study-key", "fingerprint", "plain").stdout


def test_letters_that_are_not_turned_into_latin_are_reported(study: Path) -> None:
    (study / "han.csv").write_text(f"{HEADER}\n1,芳,王,1990-01-02,F,CN\n", encoding="utf-8")
    assert "1 rows hold letters" in varsel("encode", "han.csv", "--secret-file", "key", "--out", "o.csv").stderr


def test_columns_of_ones_own_are_named_in_a_schema(study: Path) -> None:
    (study / "own.yaml").write_text("name: own\nid: nr\nfields: [{column: navn, kind: family_name}]\n")
    (study / "own.csv").write_text("nr;navn\n1;Hansen\n2;Jensen\n")
    result = varsel("encode", "own.csv", "--secret-file", "key", "--out", "o.csv", "--schema", "own.yaml")
    assert result.exit_code == 0
    assert refused("link", "own.csv", "a.csv", "--out", "p.csv", "--schema", "own.yaml").code == "missing_columns"


def test_encodings_that_do_not_belong_together_are_refused(study: Path) -> None:
    encoded("a", "b")
    assert varsel("study-key", "new", "other", "--study", "Overlap 2026").exit_code == 0
    encoded("c", key="other")
    assert refused("overlap", "a-codes.csv", "c-codes.csv", "--out", "o.csv").code == "other_key"
    assert varsel("study-key", "new", "third", "--study", "Another").exit_code == 0
    encoded("c", key="third")
    assert refused("overlap", "a-codes.csv", "c-codes.csv", "--out", "o.csv").code == "other_study"
    (study / "own.yaml").write_text("name: own\nfields: [{column: family_name, kind: family_name}]\n")
    varsel("encode", "c.csv", "--secret-file", "key", "--out", "c-codes.csv", "--schema", "own.yaml")
    assert refused("overlap", "a-codes.csv", "c-codes.csv", "--out", "o.csv").code == "other_schema"
    assert not (study / "o.csv").exists()


def test_the_same_list_is_not_taken_twice(study: Path) -> None:
    encoded("a")
    assert refused("overlap", "a-codes.csv", "a-codes.csv", "--out", "o.csv").code == "same_file"
    (study / "copy-codes.csv").write_bytes((study / "a-codes.csv").read_bytes())
    assert refused("overlap", "a-codes.csv", "copy-codes.csv", "--out", "o.csv").code == "same_list"
    assert refused("link", "a.csv", "./a.csv", "--out", "o.csv").code == "same_file"
    os.link(study / "a.csv", study / "hard.csv")
    assert refused("link", "a.csv", "hard.csv", "--out", "o.csv").code == "same_file"
    assert refused("link", "a.csv", "b.csv", "--out", "o.csv", "--review", "o.csv").code == "same_file"
    assert refused("encode", "a.csv", "--secret-file", "key", "--out", "a.csv").code == "same_file"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("overlap", "a-codes.csv", "--out", "o.csv"), "number_of_lists"),
        (("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv", "--threshold", "0"), "bad_threshold"),
        (("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv", "--protect", "1"), "bad_protection"),
        (("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv", "--names", "a"), "names_of_lists"),
        (("overlap", "a-codes.csv", "b-codes.csv", "--out", "o.csv", "--names", "a,count"), "names_of_lists"),
        (("overlap", "a-codes.csv", "nowhere.csv", "--out", "o.csv"), "unreadable"),
        (("overlap", "a-codes.csv", "b-codes.csv", "--out", "nowhere/o.csv"), "unwritable"),
        (("link", "a.csv", "b.csv", "--out", "o.csv", "--doubt", "0.9"), "bad_threshold"),
        (("link", "a.csv", "b.csv", "--out", "o.csv", "--doubt", "0.9,0.1"), "bad_threshold"),
        (("link", "a.csv", "b.csv", "--out", "o.csv", "--threshold", "2"), "bad_threshold"),
        (("link", "a.csv", "nowhere.csv", "--out", "o.csv"), "unreadable"),
        (("encode", "a.csv", "--secret-file", "key", "--out", "nowhere/o.csv"), "unwritable"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_the_reason(study: Path, arguments: tuple[str, ...], code: str) -> None:
    encoded("a", "b")
    assert refused(*arguments).code == code
    assert not (study / "o.csv").exists()


def test_the_order_of_files_and_rows_changes_nothing_but_the_order_of_columns(study: Path) -> None:
    encoded("a", "b", "c")
    varsel("overlap", "a-codes.csv", "b-codes.csv", "c-codes.csv", "--out", "o.csv", "--protect", "3")
    header, *rows = (study / "a.csv").read_text().splitlines()
    (study / "a.csv").write_text("\n".join([header, *reversed(rows)]) + "\n")
    encoded("a")
    varsel("overlap", "c-codes.csv", "a-codes.csv", "b-codes.csv", "--out", "turned.csv", "--protect", "3")
    table_, turned = table(study / "o.csv"), table(study / "turned.csv")
    assert {tuple(sorted(zip(table_[0], row, strict=True))) for row in table_[1:]} == {
        tuple(sorted(zip(turned[0], row, strict=True))) for row in turned[1:]
    }
