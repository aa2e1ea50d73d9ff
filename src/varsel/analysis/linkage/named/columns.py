"""What the comparisons look at: each person's values folded and taken apart, as columns of a table for DuckDB."""

from collections.abc import Callable, Iterable
from typing import Any

from varsel.analysis.linkage.dates import birth
from varsel.analysis.linkage.folding import folded, joined, skeleton
from varsel.analysis.linkage.persons import Person
from varsel.analysis.linkage.schema import Field, Schema

Cell = str | int | list[str] | None


def columns(persons: Iterable[Person], schema: Schema) -> dict[str, list[Cell]]:
    """The columns by name: `unique_id` (the row's number from 0) and, for field number i of the schema, `f{i}…`."""
    found: dict[str, list[Cell]] = {name: [] for name in names(schema)}
    for number, person in enumerate(persons):
        found["unique_id"].append(number)
        for at, (field, value) in enumerate(zip(schema.fields, person.values, strict=True)):
            for suffix, cell in PREPARED[field.kind](value).items():
                found[f"f{at}{suffix}"].append(cell)
    return found


def names(schema: Schema) -> list[str]:
    """The columns that `columns` makes."""
    return ["unique_id", *(f"f{at}{end}" for at, field in enumerate(schema.fields) for end in PREPARED[field.kind](""))]


def column(schema: Schema, field: Field) -> str:
    """The name of a field's first column."""
    return f"f{schema.fields.index(field)}"


def arrow_table(made: dict[str, list[Cell]]) -> Any:
    """The columns as a pyarrow table with the types that the comparisons expect, also where all is missing."""
    import pyarrow

    types = {"_words": pyarrow.list_(pyarrow.string()), "_year": pyarrow.int32(), "_month": pyarrow.int32(),
             "_day": pyarrow.int32(), "unique_id": pyarrow.int64()}  # fmt: skip
    found = {name: next((t for end, t in types.items() if name.endswith(end)), pyarrow.string()) for name in made}
    return pyarrow.table(made, schema=pyarrow.schema(list(found.items())))


def _name(value: str) -> dict[str, Cell]:
    return {"": joined(value) or None, "_sound": skeleton(value) or None}


def _aliases(value: str) -> dict[str, Cell]:
    parts = [part for part in value.split(";") if part.strip()]
    words = {joined(word) for part in parts for word in (part, *folded(part).split())} - {""}
    return {"_words": sorted(words)}


def _date(value: str) -> dict[str, Cell]:
    born = birth(value)
    if born is None or not born.year:
        return {"": None, "_year": None, "_month": None, "_day": None}
    whole = born.digits if born.month and born.day else None
    return {"": whole, "_year": born.year, "_month": born.month or None, "_day": born.day or None}


def _plain(value: str) -> dict[str, Cell]:
    return {"": folded(value) or None}


PREPARED: dict[str, Callable[[str], dict[str, Cell]]] = {
    "given_name": _name, "family_name": _name, "aliases": _aliases, "date": _date,
    "text": _plain, "number": _plain, "exact": _plain,
}  # fmt: skip
