"""Domains, and the files they come from."""

from pathlib import Path

import numpy as np
import pytest

from tests.analysis.synthesis.tables import domain
from varsel.analysis.synthesis.domain import Column, Domain
from varsel.analysis.synthesis.domain_files import domain_from, read_domain
from varsel.analysis.synthesis.refusals import BadInput

YAML = """
columns:
  sex: [female, male]
  debt: {categories: [yes, no, 1, 2024-01-01], missing: true}
  country: {categories: [dk, Other], other: Other}
impossible:
  - {sex: [male], debt: no}
"""


def refused(code: str, found: object) -> str:
    with pytest.raises(BadInput) as error:
        domain_from(found)
    assert error.value.code == code
    return str(error.value)


def test_a_yaml_domain_means_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "domain.yaml"
    path.write_text(YAML)
    found = read_domain(path)
    assert found.columns[1] == Column("debt", ("yes", "no", "1", "2024-01-01", ""))
    assert found.columns[2].other == "Other"
    assert np.argwhere(np.isneginf(found.zeros[(0, 1)])).tolist() == [[1, 1]]


def test_a_json_domain_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "domain.json"
    path.write_text('{"columns": {"a": {"categories": ["x", ""], "missing": true}, "b": ["1", "2"]}}')
    assert read_domain(path).columns == (Column("a", ("x", "")), Column("b", ("1", "2")))


@pytest.mark.parametrize(
    "text",
    [
        "columns: [",
        '{"columns": {"a": ["1"], "a": ["2"]}}',
        "? [a]\n: b",
        "columns: {a: [1], a: [2]}",
    ],
)
def test_a_file_that_is_no_domain_is_refused_by_name(tmp_path: Path, text: str) -> None:
    for ending in ("json", "yaml"):
        path = tmp_path / f"domain.{ending}"
        path.write_text(text)
        with pytest.raises(BadInput) as error:
            read_domain(path)
        assert str(path) in str(error.value) or error.value.place


def test_a_file_that_nests_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "domain.json"
    path.write_text("[" * 100_000)
    with pytest.raises(BadInput, match="not a domain file"):
        read_domain(path)


def test_a_domain_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Cannot read it"):
        read_domain(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("found", "place"),
    [
        ([], "domain"),
        ({"columns": 3}, "columns"),
        ({"columns": {"a": "x"}}, "“a”"),
        ({"columns": {"a": {"categories": "x"}}}, "“a”"),
        ({"columns": {"a": {"categories": ["x", ["y"]]}}}, "“a”"),
        ({"columns": {"a": {"categories": ["x"], "missing": "perhaps"}}}, "missing"),
        ({"columns": {"a": {"categories": ["x"], "other": []}}}, "other"),
        ({"columns": {"a": ["x"]}, "impossible": {}}, "impossible"),
        ({"columns": {"a": ["x"]}, "impossible": [3]}, "rule 1"),
    ],
)
def test_a_domain_of_the_wrong_shape_names_the_place(found: object, place: str) -> None:
    assert place in refused("domain_wrong_shape", found)


def test_an_unknown_key_is_named() -> None:
    assert "“zeros”" in refused("domain_unknown_key", {"columns": {}, "zeros": []})
    assert "“missin”" in refused("domain_unknown_key", {"columns": {"a": {"categories": [], "missin": "true"}}})


TWO = {"a": ["0", "1"], "b": ["0", "1"]}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("one_column", {"columns": {"a": ["0", "1"]}}),
        ("one_column", {"columns": {"a": ["0", "1"], "b": ["0"]}}),
        ("no_categories", {"columns": TWO | {"c": []}}),
        ("duplicate_category", {"columns": TWO | {"c": ["x", "x"]}}),
        ("too_many_categories", {"columns": TWO | {"c": [str(number) for number in range(501)]}}),
        ("too_many_columns", {"columns": {str(number): ["0", "1"] for number in range(101)}}),
        ("other_unknown", {"columns": TWO | {"c": {"categories": ["x"], "other": "y"}}}),
        ("rule_empty", {"columns": TWO, "impossible": [{}]}),
        ("rule_unknown_column", {"columns": TWO, "impossible": [{"z": ["0"]}]}),
        ("rule_unknown_category", {"columns": TWO, "impossible": [{"a": ["2"]}]}),
        ("rule_unknown_category", {"columns": TWO, "impossible": [{"a": []}]}),
        ("rules_leave_nothing", {"columns": TWO, "impossible": [{"a": ["0"]}, {"a": ["1"], "b": ["0", "1"]}]}),
    ],
)
def test_a_domain_that_cannot_be_used_says_why(code: str, found: object) -> None:
    refused(code, found)


def test_rules_that_tie_too_many_columns_together_are_refused() -> None:
    rule = {f"c{place}": ["0"] for place in range(5)}
    with pytest.raises(BadInput) as error:
        domain(*[10] * 5, impossible=(rule,))
    assert error.value.code == "rules_too_wide"


def test_a_column_named_twice_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        Domain((Column("a", ("0", "1")), Column("a", ("0", "1"))))
    assert error.value.code == "duplicate_column"
