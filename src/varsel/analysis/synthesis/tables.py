"""Tables of categories: read from CSV, checked against a domain with line and column named, and written."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np

from varsel.analysis.synthesis.domain import Column, Domain
from varsel.analysis.synthesis.refusals import BadInput, shown
from varsel.analysis.synthesis.sampling import Codes


@dataclass(frozen=True)
class Table:
    """`codes`: shape (rows, columns), the place of each value among the categories of its column."""

    domain: Domain
    codes: Codes

    def __len__(self) -> int:
        return len(self.codes)

    def columns(self) -> Iterator[list[str]]:
        """The values, column by column."""
        for column, codes in zip(self.domain.columns, self.codes.T, strict=True):
            yield np.array(column.categories, dtype=object)[codes].tolist()


@dataclass(frozen=True)
class Text:
    """A CSV file as it stands: the header, the values by column, and the line that each row ends on."""

    header: list[str]
    values: list[tuple[str, ...]]
    lines: Sequence[int]


def read_text(path: Path) -> Text:
    """Read a CSV file (UTF-8; commas, or semicolons if the header has no comma). Raises BadInput, with the line."""
    try:
        text = path.read_bytes().decode("utf-8-sig")  # some programs put a mark in front
    except OSError as error:
        raise BadInput("unreadable", f"Cannot read it: {error.strerror}.", "Check the name.", str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput("not_utf8", "It is not UTF-8 text.", "Save it as CSV in UTF-8.", str(path)) from error
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";" if ";" in first and "," not in first else ",")
    try:
        read = [(reader.line_num, row) for row in reader if row]  # a blank line is no row
    except csv.Error as error:
        said = f"This is not CSV: {error}."
        raise BadInput("not_csv", said, "Check the quotes on this line.", f"line {reader.line_num}") from error
    return _as_columns(read)


def _as_columns(read: list[tuple[int, list[str]]]) -> Text:
    if not read:
        raise BadInput("empty", "The file is empty.", "The first line names the columns, each other line is a person.")
    header = [name.strip() for name in read[0][1]]
    _check_header(header)
    for line, row in read[1:]:
        if len(row) != len(header):
            said = f"The header has {len(header)} columns, this line {len(row)}."
            raise BadInput("ragged", said, "Check for a missing or stray separator.", f"line {line}")
    if len(read) == 1:
        raise BadInput("no_rows", "There is a header, but no person.", "Each line after the first is a person.")
    values = list(zip(*(row for _line, row in read[1:]), strict=True))
    return Text(header, values, [line for line, _row in read[1:]])


def _check_header(header: list[str]) -> None:
    for place, name in enumerate(header, 1):
        if not name:
            raise BadInput("unnamed_column", f"Column {place} has no name.", "Name it.", "line 1")
        if header.index(name) < place - 1:
            said = f"The column {shown(name)} stands there twice."
            raise BadInput("duplicate_column", said, "Rename or remove one of them.", "line 1")


def domain_of(text: Text) -> Domain:
    """The domain that the data show: for experiments only, since it tells which values occur."""
    check_persons(len(text.lines), len(text.header))
    return Domain(
        tuple(
            Column(name, tuple(sorted({value.strip() for value in values})))
            for name, values in zip(text.header, text.values, strict=True)
        )
    )


def table_of(text: Text, domain: Domain) -> Table:
    """The rows as codes of the domain, in the domain's order of columns. BadInput names line and column of the first
    value outside the domain, or of the first row that is structurally impossible."""
    _check_columns(text.header, domain)
    codes: Codes = np.empty((len(text.lines), len(domain.columns)), dtype=np.int16)
    for place, column in enumerate(domain.columns):
        codes[:, place] = _codes(column, text.values[text.header.index(column.name)], text.lines)
    table = Table(domain, codes)
    check_possible(table, text.lines)
    check_persons(*codes.shape)
    return table


def _check_columns(header: list[str], domain: Domain) -> None:
    for name in domain.names:
        if name not in header:
            said = f"The domain names a column {shown(name)} that the file lacks."
            raise BadInput("column_lacking", said, "Add it to the file or take it out of the domain.", "line 1")
    for name in header:
        if name not in domain.names:
            said = f"The domain does not name the column {shown(name)}."
            raise BadInput("column_unknown", said, "Add it to the domain or take it out of the file.", "line 1")


def _codes(column: Column, values: Sequence[str], lines: Sequence[int]) -> np.ndarray:
    outside = -1 if column.other is None else column.places[column.other]
    codes = np.fromiter(map(column.places.get, map(str.strip, values), repeat(outside)), np.int16, len(values))
    if codes.min() < 0:
        row = int(np.argmax(codes < 0))
        _refuse_value(column, values[row].strip(), f"line {lines[row]}, column {shown(column.name)}")
    return codes


def _refuse_value(column: Column, value: str, place: str) -> None:
    if not value:
        raise BadInput("missing_undeclared", "The value is missing.", "Declare “missing: true” in the domain.", place)
    remedy = "Correct it, add it to the domain, or declare an “other” category."
    raise BadInput("value_outside", f"{shown(value)} is not in the domain.", remedy, place)


def check_possible(table: Table, lines: Sequence[int]) -> None:
    """Refuse a row that a structural zero excludes."""
    for columns, logs in table.domain.zeros.items():
        wrong = np.isneginf(logs[tuple(table.codes[:, column] for column in columns)])
        if wrong.any():
            row = int(np.argmax(wrong))
            names = ", ".join(shown(table.domain.names[column]) for column in columns)
            said = f"The domain says that this combination of {names} is impossible."
            raise BadInput("impossible_row", said, "Correct the row or the rule.", f"line {lines[row]}")


def check_persons(persons: int, columns: int) -> None:
    if persons < columns:
        said = f"There are more columns ({columns}) than persons ({persons})."
        remedy = "Nothing true would survive the noise: keep two or three columns, or publish protected tables instead."
        raise BadInput("more_columns_than_persons", said, remedy)


def csv_text(table: Table) -> str:
    """The table as CSV, commas, a header, lines ended by a line feed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.domain.names)
    writer.writerows(zip(*table.columns(), strict=True))
    return out.getvalue()
