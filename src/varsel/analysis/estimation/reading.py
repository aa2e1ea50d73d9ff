"""Overlap tables out of CSV files: one column of 0 or 1 for each list, the last column the count of persons.

A faulty file is answered with the line and column where it is wrong.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.tables import MOST_PERSONS, OverlapTable, checked

WHOLE, NUMBER = re.compile(r"\d+"), re.compile(r"-?\d*[.,]?\d+([eE][+-]?\d+)?")
LONGEST = 40  # characters of a faulty cell that a message repeats

Row = tuple[int, list[str]]


def read_table(source: str | Path | TextIO) -> OverlapTable:
    """The table in a CSV file (a path, or an open text stream), commas or semicolons between the columns.

    The first line holds the names; patterns that are not listed have count zero. Raises BadTable with the place.
    """
    text = text_of(source)
    rows = rows_of(text)
    header = next(rows, None)
    if header is None:
        raise BadTable("empty_file", "line 1", "The file is empty. The first line names the lists, then `count`.")
    names = list_names(header)
    OverlapTable(names, np.zeros(2 ** min(len(names), 16) - 1))  # too many lists are refused before any row is read
    return checked(OverlapTable(names, counts_of(rows, len(names))))


def text_of(source: str | Path | TextIO) -> str:
    place = str(source) if isinstance(source, str | Path) else "the input"
    try:
        text = Path(source).read_text(encoding="utf-8") if isinstance(source, str | Path) else source.read()
    except OSError as error:
        raise BadTable("unreadable", place, f"It cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadTable("not_utf8", place, "It is not UTF-8 text. Save it as CSV in UTF-8.") from error
    return text.removeprefix("\ufeff")  # some programs put a mark in front


def rows_of(text: str) -> Iterator[Row]:
    """The lines that are not blank, with their numbers."""
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise BadTable("not_csv", f"line {reader.line_num}", f"It is not CSV: {error}.") from error


def list_names(header: Row) -> tuple[str, ...]:
    line, cells = header
    if all(NUMBER.fullmatch(cell) for cell in cells):
        raise BadTable("no_header", f"line {line}", "The first line names the lists, and last the count.")
    if len(cells) < 3:
        raise BadTable(
            "one_list", f"line {line}", "At least two lists are needed, better three: a column for each, and the count."
        )
    return tuple(cells[:-1])


def counts_of(rows: Iterator[Row], size: int) -> np.ndarray:
    counts, seen = np.zeros(2**size - 1, dtype=np.int64), dict[int, int]()
    for line, cells in rows:
        if len(cells) != size + 1:
            raise BadTable("columns", f"line {line}", f"It has {len(cells)} columns; the first line has {size + 1}.")
        pattern, count = _pattern(line, cells[:-1]), _count(f"line {line}, column {size + 1}", cells[-1])
        if pattern in seen:
            raise BadTable(
                "duplicate_pattern", f"line {line}",
                f"The same pattern stood on line {seen[pattern]}. Put their persons into one row.",
            )  # fmt: skip
        seen[pattern] = line
        if not pattern and count:
            raise BadTable(
                "hidden_cell", f"line {line}",
                "A count of persons on no list: that is what the estimate is to find. Leave the row out.",
            )  # fmt: skip
        if pattern:
            counts[pattern - 1] = count
    return counts


def _pattern(line: int, cells: list[str]) -> int:
    for column, cell in enumerate(cells, 1):
        if cell not in ("0", "1"):
            raise BadTable(
                "not_0_or_1", f"line {line}, column {column}",
                f"{_shown(cell)} is neither 1 (on the list) nor 0 (not on it).",
            )  # fmt: skip
    return sum(1 << column for column, cell in enumerate(cells) if cell == "1")


def _count(place: str, cell: str) -> int:
    if not WHOLE.fullmatch(cell):
        raise _bad_count(place, cell)
    if len(cell) > 18 or int(cell) > MOST_PERSONS:
        raise BadTable("count_too_large", place, f"More than {MOST_PERSONS:,} persons in one cell cannot be.")
    return int(cell)


def _bad_count(place: str, cell: str) -> BadTable:
    if not NUMBER.fullmatch(cell):
        return BadTable("not_a_count", place, f"{_shown(cell)} is not a count of persons.")
    if cell.startswith("-"):
        return BadTable("negative_count", place, f"{_shown(cell)}: a count of persons is not negative.")
    return BadTable(
        "fractional_count", place, f"{_shown(cell)}: persons are whole numbers, written without point or comma."
    )


def _shown(cell: str) -> str:
    """The cell on one line, short, and with nothing that a terminal would obey."""
    text = cell if cell.isprintable() and cell else repr(cell)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
