"""Links and doubtful pairs as files: ids, probability and the reasons field by field, without a name or a date."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from varsel.analysis.linkage.files import written
from varsel.analysis.linkage.pairs import Pair, Reason, Row
from varsel.analysis.linkage.persons import Person

COLUMNS = ("id_a", "id_b", "line_a", "line_b", "probability", "reasons")


def write_pairs(path: Path, pairs: Iterable[Pair], lists: Sequence[Sequence[Person]]) -> None:
    """A CSV file, one row for each pair. The lines are those of the two files, for rows without an id."""
    with written(path) as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(COLUMNS)
        for pair in pairs:
            left, right = _person(pair.left, lists), _person(pair.right, lists)
            probability, reasons = f"{pair.probability:.6f}", "; ".join(map(told, pair.reasons))
            rows.writerow([left.id, right.id, left.line, right.line, probability, reasons])


def told(reason: Reason) -> str:
    """One reason in words, with what it adds to the evidence in bits: `date_of_birth one digit off +6.1`."""
    return f"{reason.field} {reason.level.replace('_', ' ')} {reason.bits:+.1f}"


def _person(row: Row, lists: Sequence[Sequence[Person]]) -> Person:
    return lists[row.list][row.number]
