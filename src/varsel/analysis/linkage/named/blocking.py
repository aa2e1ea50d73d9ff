"""Which pairs are looked at: those that agree on something. Many loose rules, because a lost pair is lost for good.

A missed link makes two persons of one and inflates the estimate of the hidden number; so the rules overlap on
purpose: a pair is lost only if it fails all of them. Each rule is one or several columns that must be equal.
"""

from itertools import combinations

from varsel.analysis.linkage.named.columns import column
from varsel.analysis.linkage.schema import Schema

Rule = tuple[str, ...]


def rules(schema: Schema) -> list[Rule]:
    """The rules for looking up candidate pairs, as expressions on the columns of `columns.py`."""
    given, family = _columns(schema, "given_name"), _columns(schema, "family_name")
    born, other = _columns(schema, "date"), _columns(schema, "text", "number")
    exact = _columns(schema, "exact")
    names = [*given, *family]
    found: list[Rule] = [tuple(pair) for pair in combinations(names, 2)]
    found += [(f"{first}_sound", f"{second}_sound") for first, second in combinations(names, 2)]
    found += [(date,) for date in born]
    found += [(part, f"{date}_year") for date in born for part in (*names, *(f"{name}_sound" for name in names))]
    found += [(f"{date}_month", f"{date}_day", f"substr({name}, 1, 2)") for date in born for name in names]
    found += [(f"{date}_year", f"{date}_month", other_) for date in born for other_ in other]
    found += [(name, place) for name in names for place in other]
    found += [tuple(pair) for pair in combinations(other, 2)]
    return found or [(name,) for name in (*names, *other, *exact)]


def joins(schema: Schema) -> list[str]:
    """Rules that compare different columns of the two: names in the other order, and names with aliases."""
    given, family = _columns(schema, "given_name"), _columns(schema, "family_name")
    return [f"l.{a} = r.{b} and l.{b} = r.{a}" for a in given for b in family]


def _columns(schema: Schema, *kinds: str) -> list[str]:
    return [column(schema, field) for field in schema.of_kind(*kinds)]
