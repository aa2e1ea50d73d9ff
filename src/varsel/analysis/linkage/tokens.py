"""A value taken apart into the small pieces whose agreement is counted: pairs of letters, digits with their place.

Schnell, Bachteler and Reiher (2009, 2011) compare pairs of letters; digits of dates and numbers are marked with
their place, since 12 and 21 are made of the same digits. Given and family name share a label, so that the order of
names does not matter, and mark each of their pairs once more with the field, so that it matters a little.
"""

from varsel.analysis.linkage.dates import birth
from varsel.analysis.linkage.folding import joined, skeleton
from varsel.analysis.linkage.schema import Field


def tokens(field: Field, value: str) -> tuple[str, ...]:
    """The pieces of one value, each beginning with the label under which it is hashed; empty for a missing value."""
    return tuple(sorted(KINDS[field.kind](field, value)))


def _pairs(text: str) -> set[str]:
    padded = f"_{text}_"
    return {padded[at : at + 2] for at in range(len(padded) - 1)} if text else set()


def _name(field: Field, value: str) -> set[str]:
    letters = _pairs(joined(value))
    sounds = {f"name:sound:{pair}" for pair in _pairs(skeleton(value))}
    return {f"name:{pair}" for pair in letters} | sounds


def _date(field: Field, value: str) -> set[str]:
    born = birth(value)
    if born is None or not born.year:
        return set()
    found = {f"year{at}:{digit}" for at, digit in enumerate(f"{born.year:04}")} | {f"year:{born.year}"}
    if born.stand_in or not born.month:
        return _labelled(field, found)
    found |= {f"month:{born.month}", f"part:{born.month}"}
    if born.day:
        found |= {f"day:{born.day}", f"part:{born.day}", f"tens:{born.day // 10}", f"ones:{born.day % 10}"}
    return _labelled(field, found)


def _text(field: Field, value: str) -> set[str]:
    return _labelled(field, _pairs(joined(value)))


def _number(field: Field, value: str) -> set[str]:
    plain = joined(value)
    return _labelled(
        field, {f"{at}:{digit}" for at, digit in enumerate(plain)} | ({f"all:{plain}"} if plain else set())
    )


def _exact(field: Field, value: str) -> set[str]:
    plain = joined(value)
    return _labelled(field, {plain} if plain else set())


def _labelled(field: Field, found: set[str]) -> set[str]:
    return {f"{field.column}:{token}" for token in found}


def _nothing(field: Field, value: str) -> set[str]:
    return set()


KINDS = {"given_name": _name, "family_name": _name, "date": _date, "text": _text, "number": _number, "exact": _exact,
         "aliases": _nothing}  # fmt: skip
