"""Lists of persons as CSV files, read row by row; a fault names file, line and column, never what stands there."""

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from varsel.analysis.linkage.dates import birth
from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.folding import unknown_letters
from varsel.analysis.linkage.schema import Schema

NAMES = ("given_name", "family_name", "aliases")
LONGEST = 1_000  # characters of one value; longer ones come from a quotation mark that was never closed


@dataclass(frozen=True, slots=True)
class Person:
    """One row: its line in the file, the organisation's own id (may be empty), a value for each field of the schema."""

    line: int
    id: str
    values: tuple[str, ...]


@dataclass(slots=True)
class Noted:
    """What was seen on the way and is no fault: rows with letters of a script that is not turned into Latin, and rows
    of which nothing is known that could be compared."""

    unknown_script: int = 0
    nothing_known: int = 0


def read_persons(path: Path, schema: Schema, noted: Noted | None = None) -> Iterator[Person]:
    """The persons of the file, one at a time, with blanks around values taken away.

    The first line names the columns; those of the schema must be there (aliases may be absent), others are not read.
    Values may be empty; a line without any is passed over. BadList on missing columns, a row of another length, a
    date that is none, a duplicate id, text that is not UTF-8, and a file without a person.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for person in _persons(file, path, schema):
                _note(person, schema, noted)
                yield person
    except OSError as error:
        raise BadList("unreadable", str(path), f"it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadList("not_utf8", str(path), "it is not UTF-8 text; save it as CSV UTF-8.") from error


def _note(person: Person, schema: Schema, noted: Noted | None) -> None:
    if noted is None:
        return
    named = zip(schema.fields, person.values, strict=True)
    noted.unknown_script += any(field.kind in NAMES and unknown_letters(value) for field, value in named)
    noted.nothing_known += not any(person.values)


def _persons(file: TextIO, path: Path, schema: Schema) -> Iterator[Person]:
    first = file.readline()
    separator = ";" if first.count(";") > first.count(",") else ","  # spreadsheets in many countries write ;
    header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    places, id_place = _places(header, path, schema)
    rows = csv.reader(file, delimiter=separator, strict=True)
    seen: set[bytes] = set()
    count = 0
    for row in _rows(rows, path):
        line = rows.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        person = _person(row, len(header), line, places, id_place, path)
        _check(person, schema, seen, path)
        count += 1
        yield person
    if not count:
        raise BadList("empty_list", str(path), "no person stands in it; leave out a list that nobody is on.")


def _rows(rows: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    try:
        yield from rows
    except csv.Error as error:
        line = getattr(rows, "line_num", 0) + 1
        raise BadList("not_csv", f"{path}, line {line}", "it is not CSV here; a quotation mark is open.") from error


def _places(header: list[str], path: Path, schema: Schema) -> tuple[list[int | None], int | None]:
    wanted = [field.column for field in schema.fields if field.kind != "aliases"]
    place = f"{path}, line 1"
    if missing := [column for column in wanted if column not in header]:
        # What was found is not repeated: a file without a header has a person there.
        remedy = (
            f"the column {missing[0]} is missing" if len(missing) == 1 else f"missing columns: {', '.join(missing)}"
        )
        raise BadList("missing_columns", place, f"{remedy}. The first line names the columns; a column may be empty.")
    columns = [*wanted, schema.id]
    if twice := next((column for column in columns if header.count(column) > 1), None):
        raise BadList("column_twice", place, f"the column {twice} stands there twice; keep one.")
    places = [header.index(field.column) if field.column in header else None for field in schema.fields]
    return places, header.index(schema.id) if schema.id in header else None


def _person(
    row: list[str], width: int, line: int, places: list[int | None], id_place: int | None, path: Path
) -> Person:
    if len(row) != width:
        remedy = f"{len(row)} cells where the first line has {width}; quote cells that hold the separator."
        raise BadList("row_length", f"{path}, line {line}", remedy)
    if max(map(len, row)) > LONGEST:
        remedy = f"a cell of more than {LONGEST} characters; a quotation mark may be open."
        raise BadList("cell_length", f"{path}, line {line}", remedy)
    values = tuple("" if at is None else row[at].strip() for at in places)
    return Person(line, "" if id_place is None else row[id_place].strip(), values)


def _check(person: Person, schema: Schema, seen: set[bytes], path: Path) -> None:
    place = f"{path}, line {person.line}"
    if person.id:
        digest = hashlib.blake2b(person.id.encode(), digest_size=12).digest()
        if digest in seen:
            remedy = f"the {schema.id} of an earlier row; keep one row a person, or leave the column empty."
            raise BadList("duplicate_id", place, remedy)
        seen.add(digest)
    for field, value in zip(schema.fields, person.values, strict=True):
        if field.kind == "date":
            _check_date(value, field.column, place)


def _check_date(value: str, column: str, place: str) -> None:
    try:
        birth(value)
    except ValueError:
        remedy = "write YYYY-MM-DD, YYYY-MM or YYYY (00 for a missing part), or leave it empty."
        raise BadList("bad_date", f"{place}, column {column}", remedy) from None
