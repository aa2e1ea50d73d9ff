"""Which columns say who somebody is, how each is compared, and how much it counts.

A schema is part of what the organisations of a study agree on: its digest stands in every encoding, and encodings
made with different schemas are refused. It holds column names and weights, nothing about persons.
"""

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from varsel.analysis.linkage.faults import BadList

KINDS = {
    "given_name": "a given name; folded from other scripts, compared with the family name too, for swapped order",
    "family_name": "a family name; as given_name",
    "aliases": "further names, with ; between them; compared by `varsel link` alone, and may be absent",
    "date": "a date of birth: YYYY-MM-DD, YYYY-MM, YYYY, or 00 for a missing part",
    "text": "free text such as a street or a suburb, compared by pairs of letters",
    "number": "a number or code whose digits are mistyped one at a time, such as a postcode",
    "exact": "a code that is equal or not, such as sex or nationality",
}
HEAVIEST = 5.0


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its name in the file, its kind (one of `KINDS`), and its weight (1 is ordinary, at most 5)."""

    column: str
    kind: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a list of persons. `id` names the column of the organisation's own key, which never leaves."""

    name: str
    fields: tuple[Field, ...]
    id: str = "id"

    @property
    def digest(self) -> str:
        """16 hexadecimal characters of SHA-256 over all of it but the name of the id column."""
        told = json.dumps([self.name, [asdict(field) for field in self.fields]], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    def of_kind(self, *kinds: str) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.kind in kinds)


DEFAULT = Schema(
    "persons",
    (
        Field("given_name", "given_name"),
        Field("family_name", "family_name"),
        Field("date_of_birth", "date", 1.5),
        Field("sex", "exact", 0.25),
        Field("nationality", "exact", 0.5),
        Field("aliases", "aliases"),
    ),
)


def read_schema(path: Path) -> Schema:
    """The schema in a YAML or JSON file: `name`, `id`, and `fields`, each with `column`, `kind`, `weight`.

    BadList names the file and the key at fault.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadList("unreadable_schema", str(path), f"it cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadList("unreadable_schema", str(path), "it is neither YAML nor JSON in UTF-8.") from error
    return _schema(data, str(path))


def _schema(data: Any, place: str) -> Schema:
    if not isinstance(data, dict) or not isinstance(data.get("fields"), list) or not data["fields"]:
        raise BadList("bad_schema", place, "expected a mapping with name and fields, a list with at least one field.")
    if unknown := sorted(set(map(str, data)) - {"name", "id", "fields"}):
        raise BadList("bad_schema", place, f"unknown key {unknown[0]}; known are name, id and fields.")
    fields = tuple(_field(entry, f"{place}, field {at}") for at, entry in enumerate(data["fields"], start=1))
    columns = [field.column for field in fields]
    if twice := next((column for column in columns if columns.count(column) > 1), None):
        raise BadList("bad_schema", place, f"the column {twice} stands there twice; name it once.")
    if all(field.kind == "aliases" for field in fields):
        raise BadList("bad_schema", place, "aliases alone identify nobody; add a name or a date of birth.")
    return Schema(str(data.get("name", "own")), fields, str(data.get("id", "id")))


def _field(entry: Any, place: str) -> Field:
    if not isinstance(entry, dict) or not isinstance(entry.get("column"), str):
        raise BadList("bad_schema", place, 'expected a mapping such as {"column": "given_name", "kind": "given_name"}.')
    if unknown := sorted(set(map(str, entry)) - {"column", "kind", "weight"}):
        raise BadList("bad_schema", place, f"unknown key {unknown[0]}; known are column, kind and weight.")
    kind, weight = entry.get("kind"), entry.get("weight", 1.0)
    if kind not in KINDS:
        raise BadList("bad_schema", place, f"kind must be one of {', '.join(KINDS)}.")
    number = isinstance(weight, int | float) and not isinstance(weight, bool) and math.isfinite(weight)
    if not number or not 0 < weight <= HEAVIEST:
        raise BadList("bad_schema", place, f"weight must be a number above 0 and at most {HEAVIEST:g}.")
    return Field(entry["column"], str(kind), float(weight))
