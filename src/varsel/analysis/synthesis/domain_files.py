"""Domain files: the columns and categories of a table, and what cannot occur, in JSON or YAML.

    columns:
      sex: [female, male, other]
      age_group: {categories: [0-17, 18-24, 25+], missing: true}
      citizenship: {categories: [dk, eu, other], other: other}
    impossible:
      - {age_group: [0-17], sex: [other]}

Every scalar is text, so that `no`, `1` and `2024-01-01` mean what is written.
"""

import json
from pathlib import Path
from typing import Any

import yaml

from varsel.analysis.synthesis.domain import MISSING, Column, Domain, Rule
from varsel.analysis.synthesis.refusals import BadInput, shown

KEYS, COLUMN_KEYS = {"columns", "impossible"}, {"categories", "missing", "other"}


def read_domain(path: Path) -> Domain:
    """Read a domain file (.json, else YAML). Raises BadInput, which names the key."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        found = _json(text) if path.suffix.lower() == ".json" else yaml.load(text, Loader=_Texts)  # noqa: S506 no objects
    except OSError as error:
        raise BadInput("unreadable", f"Cannot read it: {error.strerror}.", "Check the name.", str(path)) from error
    except (ValueError, RecursionError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise BadInput("domain_not_read", f"This is not a domain file: {said}.", "Correct it.", str(path)) from error
    return domain_from(found)


def domain_from(found: object) -> Domain:
    """A domain from what a domain file holds: {"columns": {name: [category]}, "impossible": [{name: [category]}]}."""
    parts = _mapping(found, "domain", KEYS)
    columns = _mapping(parts.get("columns"), "columns")
    rules = parts.get("impossible", [])
    if not isinstance(rules, list):
        raise _wrong("impossible", "a list of rules")
    return Domain(
        tuple(_column(name, told) for name, told in columns.items()),
        tuple(_rule(rule, f"impossible, rule {number}") for number, rule in enumerate(rules, 1)),
    )


def _column(name: str, told: object) -> Column:
    place = f"column {shown(name)}"
    if isinstance(told, list):
        return Column(name, _texts(told, place))
    parts = _mapping(told, place, COLUMN_KEYS)
    categories, missing = _texts(parts.get("categories"), place), parts.get("missing", "false")
    if missing not in ("true", "false"):
        raise _wrong(f"{place}, missing", "true or false")
    if missing == "true" and MISSING not in categories:
        categories = (*categories, MISSING)
    return Column(name, categories, _text(parts["other"], f"{place}, other") if "other" in parts else None)


def _rule(told: object, place: str) -> Rule:
    return {
        name: _texts(values if isinstance(values, list) else [values], place)
        for name, values in _mapping(told, place).items()
    }


def _mapping(found: object, place: str, known: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise _wrong(place, "a mapping")
    unknown = sorted(set(found) - known) if known else []
    if unknown:
        said = f"{shown(unknown[0])} means nothing here."
        raise BadInput("domain_unknown_key", said, f"Known are {', '.join(sorted(known or ()))}.", place)
    return found


def _texts(found: object, place: str) -> tuple[str, ...]:
    if not isinstance(found, list):
        raise _wrong(place, "a list of categories")
    return tuple(_text(value, place).strip() for value in found)


def _text(found: object, place: str) -> str:
    if not isinstance(found, str):
        raise _wrong(place, "text, in quotes where in doubt")
    return found


def _wrong(place: str, wanted: str) -> BadInput:
    return BadInput("domain_wrong_shape", f"Expected {wanted}.", "See the example in the documentation.", place)


class _Texts(yaml.BaseLoader):
    """YAML with every scalar as text, and no key twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        return _once_each(self.construct_pairs(node, deep=True))


_Texts.add_constructor("tag:yaml.org,2002:map", _Texts.construct_mapping)


def _json(text: str) -> object:
    return json.loads(text, object_pairs_hook=_once_each, parse_int=str, parse_float=str)


def _once_each(pairs: list[tuple[Any, Any]]) -> dict[Any, Any]:
    """Both formats let the last of two equal keys win without a word, and categories would be lost."""
    found: dict[Any, Any] = {}
    for key, value in pairs:
        if not isinstance(key, str) or key in found:
            raise ValueError(f"the key {shown(key)} stands there twice or is no text")
        found[key] = {True: "true", False: "false"}[value] if isinstance(value, bool) else value
    return found
