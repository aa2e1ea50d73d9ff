"""Dates, tokens and schemas: what is read, what it is taken apart into, and what is refused."""

from pathlib import Path

import pytest

from varsel.analysis.linkage import DEFAULT, BadList, Field, Person, Schema, read_schema
from varsel.analysis.linkage.dates import Birth, birth
from varsel.analysis.linkage.named.blocking import joins, rules
from varsel.analysis.linkage.named.columns import arrow_table, columns, names
from varsel.analysis.linkage.named.levels import levels
from varsel.analysis.linkage.tokens import tokens

GIVEN, FAMILY, BORN, SEX, NATION, ALIASES = DEFAULT.fields


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1998-03-12", Birth(1998, 3, 12)), ("19980312", Birth(1998, 3, 12)), ("1998-03", Birth(1998, 3, 0)),
        ("1998", Birth(1998, 0, 0)), ("1998-00-00", Birth(1998, 0, 0)), ("1998-31-12", Birth(1998, 31, 12)),
        (" ", None),
    ],
)  # fmt: skip
def test_a_date_keeps_what_is_known_of_it(text: str, found: Birth | None) -> None:
    assert birth(text) == found


@pytest.mark.parametrize("text", ["12-03-1998", "about 1998", "1998-1998", "98"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date"):
        birth(text)


def test_first_of_january_says_no_more_than_the_year() -> None:
    assert tokens(BORN, "1998-01-01") == tokens(BORN, "1998") == tokens(BORN, "1998-00-00")
    assert set(tokens(BORN, "1998")) < set(tokens(BORN, "1998-03")) < set(tokens(BORN, "1998-03-12"))


def test_day_and_month_in_the_other_order_share_tokens() -> None:
    one, other = set(tokens(BORN, "1998-03-12")), set(tokens(BORN, "1998-12-03"))
    assert len(one & other) > len(one & set(tokens(BORN, "1998-04-15")))


def test_names_share_tokens_whatever_their_order_and_script() -> None:
    assert tokens(GIVEN, "Maria") == tokens(FAMILY, "MARIA")
    assert set(tokens(GIVEN, "محمد")) & set(tokens(GIVEN, "Mohammed"))


@pytest.mark.parametrize("field", [*DEFAULT.fields, Field("street", "text"), Field("postcode", "number")])
def test_a_missing_value_has_no_tokens(field: Field) -> None:
    assert tokens(field, "") == ()
    assert (tokens(field, "1998") == ()) is (field.kind == "aliases")


def test_columns_for_the_comparisons_hold_what_is_known_and_null_for_the_rest() -> None:
    person = Person(2, "1", ("Anna", "al-Khatib", "1998-03", "F", "", "Candy; Sweet Candy"))
    made = columns([person, Person(3, "2", ("", "", "", "", "", ""))], DEFAULT)
    assert list(made) == names(DEFAULT)
    assert made["f0"] == ["anna", None]
    assert made["f1_sound"] == ["tb", None]  # kh, h and nothing are one where names are transliterated
    assert (made["f2"], made["f2_year"], made["f2_month"], made["f2_day"]) == (
        [None, None], [1998, None], [3, None], [None, None],
    )  # fmt: skip
    assert made["f5_words"] == [["candy", "sweet", "sweetcandy"], []]
    assert arrow_table(made).num_rows == 2


def test_a_schema_without_an_other_name_or_aliases_has_levels_and_rules_of_its_own() -> None:
    only = Schema("own", (Field("name", "family_name"),))
    assert "an_alias_agrees" not in {level.code for level in levels(only.fields[0], only)}
    assert "an_alias_agrees" in {level.code for level in levels(GIVEN, DEFAULT)}
    assert rules(only) == [("f0",)]
    assert joins(only) == []
    assert rules(Schema("own", (Field("code", "exact"),))) == [("f0",)]


def test_a_schema_is_read_from_yaml_and_its_digest_hangs_on_all_but_the_id(tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    file.write_text("name: own\nid: nr\nfields: [{column: navn, kind: family_name, weight: 2}]\n")
    schema = read_schema(file)
    assert schema == Schema("own", (Field("navn", "family_name", 2.0),), "nr")
    assert schema.digest == Schema("own", schema.fields, "other").digest
    assert schema.digest != Schema("own", (Field("navn", "family_name", 1.0),)).digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[]", "fields"), ("fields: []", "fields"), ("fields: {a: 1}", "fields"), ("a: b: c", "neither YAML"),
        ("fields: [1]", "field 1"), ("fields: [{column: a, kind: b}]", "kind must be"),
        ("colour: x\nfields: [{column: a, kind: text}]", "unknown key colour"),
        ("fields: [{column: a, kind: text, size: 1}]", "unknown key size"),
        ("fields: [{column: a, kind: text, weight: 0}]", "weight"),
        ("fields: [{column: a, kind: text, weight: true}]", "weight"),
        ("fields: [{column: a, kind: text, weight: .nan}]", "weight"),
        ("fields: [{column: a, kind: text}, {column: a, kind: text}]", "twice"),
        ("fields: [{column: a, kind: aliases}]", "aliases alone"),
    ],
)  # fmt: skip
def test_a_faulty_schema_is_refused_with_the_key_at_fault(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "s.yaml").write_text(text)
    with pytest.raises(BadList, match=told):
        read_schema(tmp_path / "s.yaml")


def test_a_schema_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadList, match="cannot be read"):
        read_schema(tmp_path / "nowhere.yaml")
