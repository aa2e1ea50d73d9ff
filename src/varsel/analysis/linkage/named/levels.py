"""How alike two values of a field are, in levels from best to worst, as conditions in DuckDB's SQL.

A level is a code for the explanation, the condition, and a first guess of the share of true pairs that fall in it
(m in Fellegi and Sunter, 1969); training replaces the guess where the lists are large enough. Conditions use the
columns of `columns.py`; `{c}` stands for the field's, `{o}` for the other name's, `{a}` for the aliases'.
"""

from dataclasses import dataclass

from varsel.analysis.linkage.named.columns import column
from varsel.analysis.linkage.schema import Field, Schema


@dataclass(frozen=True, slots=True)
class Level:
    """One degree of likeness; `by_frequency`: agreement on a rare value counts for more."""

    code: str
    condition: str
    share: float
    by_frequency: bool = False


MISSING = Level("missing", "{c}_l is null or {c}_r is null", 0.0)
OTHER = Level("different", "else", 0.06)
ANOTHER_DATE = Level("different", "else", 0.02)  # often unknown, seldom wholly another
EQUAL = Level("equal", "{c}_l = {c}_r", 0.8, by_frequency=True)
SWAPPED = Level("name_order_swapped", "{c}_l = {o}_r and {o}_l = {c}_r", 0.02)
ALIKE = Level("alike", "jaro_winkler_similarity({c}_l, {c}_r) >= 0.92", 0.08)
ALIAS = Level("an_alias_agrees", "list_contains({a}_words_r, {c}_l) or list_contains({a}_words_l, {c}_r)", 0.03)
SOUND = Level("same_consonants", "{c}_sound_l = {c}_sound_r and length({c}_sound_l) > 1", 0.03)
FAIRLY = Level("fairly_alike", "jaro_winkler_similarity({c}_l, {c}_r) >= 0.8", 0.03)

STAND_IN = "({c}_day_{s} = 1 and {c}_month_{s} in (1, 7))"
AGREES = (
    "{c}_year_l = {c}_year_r and ("
    + " or ".join(STAND_IN.replace("{s}", side) for side in "lr")
    + " or (({c}_month_l = {c}_month_r or {c}_month_l is null or {c}_month_r is null)"
    " and ({c}_day_l = {c}_day_r or {c}_day_l is null or {c}_day_r is null)))"
)
DATE = (
    Level("missing", "{c}_year_l is null or {c}_year_r is null", 0.0),
    Level("equal", "{c}_l = {c}_r and not ({c}_day_l = 1 and {c}_month_l in (1, 7))", 0.8),
    Level("day_and_month_swapped", "{c}_year_l = {c}_year_r and {c}_day_l = {c}_month_r and {c}_month_l = {c}_day_r"
          " and {c}_day_l != {c}_day_r", 0.02),
    Level("one_digit_off", "damerau_levenshtein({c}_l, {c}_r) = 1", 0.06),
    Level("known_parts_agree", AGREES, 0.06),
    Level("two_digits_off", "damerau_levenshtein({c}_l, {c}_r) = 2 or ({c}_month_l = {c}_month_r and"
          " {c}_day_l = {c}_day_r)", 0.02),
    Level("about_the_same_year", "abs({c}_year_l - {c}_year_r) <= 1", 0.02),
    ANOTHER_DATE,
)  # fmt: skip
TEXT = (
    MISSING, EQUAL, Level("alike", "jaro_winkler_similarity({c}_l, {c}_r) >= 0.9", 0.1),
    Level("fairly_alike", "jaccard({c}_l, {c}_r) >= 0.8 or contains({c}_l, {c}_r) or contains({c}_r, {c}_l)", 0.05),
    OTHER,
)  # fmt: skip
NUMBER = (MISSING, EQUAL, Level("one_character_off", "damerau_levenshtein({c}_l, {c}_r) = 1", 0.1), OTHER)
EXACT = (MISSING, EQUAL, OTHER)


def levels(field: Field, schema: Schema) -> tuple[Level, ...]:
    """The levels of one field, best first, the last for all else; the conditions name the table's columns."""
    found = {"date": DATE, "text": TEXT, "number": NUMBER, "exact": EXACT}.get(field.kind) or _name(field, schema)
    names = {"c": column(schema, field), "o": _other(field, schema), "a": _aliases(schema)}
    return tuple(Level(level.code, level.condition.format(**names), level.share, level.by_frequency) for level in found)


def _name(field: Field, schema: Schema) -> tuple[Level, ...]:
    swapped = (SWAPPED,) if _other(field, schema) else ()
    alias = (ALIAS,) if _aliases(schema) else ()
    return (MISSING, EQUAL, *swapped, ALIKE, *alias, SOUND, FAIRLY, OTHER)


def _other(field: Field, schema: Schema) -> str:
    opposite = {"given_name": "family_name", "family_name": "given_name"}.get(field.kind, "")
    found = schema.of_kind(opposite)
    return column(schema, found[0]) if found else ""


def _aliases(schema: Schema) -> str:
    found = schema.of_kind("aliases")
    return column(schema, found[0]) if found else ""


def compared(schema: Schema) -> tuple[Field, ...]:
    """The fields that have a comparison of their own: aliases count within the names'."""
    return tuple(field for field in schema.fields if field.kind != "aliases")
