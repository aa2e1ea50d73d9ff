"""From facts to frozen counts: each person once, on the lists of the analyst, and nothing else."""

import io
from dataclasses import dataclass
from datetime import date

import pytest

from varsel.analysis.estimation import read_table
from varsel.knowledge.estimates.rules import counting, protection, results
from varsel.knowledge.estimates.rules.counting import ListOf

POLICE, NGOS = ListOf("Politi", frozenset({"north", "south"})), ListOf("Ngo’er", frozenset({"shelter"}))


@dataclass(frozen=True)
class Fact:
    person: str
    lists: tuple[str, ...] = ()
    outcome: str = "assessed"
    on: date = date(2024, 5, 1)
    sex: str = "woman"


def test_a_person_with_two_decisions_counts_once_with_the_latest() -> None:
    facts = [Fact("a", on=date(2020, 1, 1)), Fact("a", on=date(2024, 1, 1)), Fact("b")]
    kept = counting.persons(facts, "assessed")
    assert [(one.person, one.on.year) for one in kept] == [("a", 2024), ("b", 2024)]


def test_only_the_definition_and_the_period_count_both_days_included() -> None:
    facts = [
        Fact("a"),
        Fact("b", outcome="presumed"),
        Fact("c", outcome="not_assessed"),
        Fact("d", on=date(2023, 1, 1)),
    ]
    day = date(2024, 5, 1)
    assert [one.person for one in counting.persons(facts, "assessed", day, day)] == ["a"]
    assert [one.person for one in counting.persons(facts, "assessed_and_presumed", day, day)] == ["a", "b"]


def test_organisations_of_one_list_are_one_and_who_is_on_none_is_only_counted() -> None:
    rows = [Fact("a", ("north", "south")), Fact("b", ("south", "shelter")), Fact("c", ("elsewhere",)), Fact("d")]
    counted = counting.count(rows, [POLICE, NGOS], "sex")
    assert counted.cells == (("2024", "woman", 1, 1), ("2024", "woman", 3, 1))
    assert counted.on_no_list == 2


def test_the_parts_add_up_to_the_whole() -> None:
    cells = [("2023", "man", 1, 4), ("2024", "man", 3, 2), ("2024", "woman", 3, 5)]
    assert counting.parts(cells) == ["year:2023", "year:2024", "value:man", "value:woman"]
    assert counting.table(["A", "B"], cells).counts.tolist() == [4, 0, 7]
    assert counting.table(["A", "B"], cells, "year:2024").counts.tolist() == [0, 0, 7]
    assert counting.table(["A", "B"], cells, "value:man").counts.tolist() == [4, 0, 2]
    with pytest.raises(KeyError):
        counting.table(["A", "B"], cells, "year:1999")


def test_the_file_is_read_back_as_the_same_table() -> None:
    table = counting.table(['with "quotes", and a comma', "B"], [("", "", 1, 4), ("", "", 2, 1), ("", "", 3, 2)])
    assert read_table(io.StringIO(counting.csv_of(table))) == table


def test_small_cells_of_a_rounded_table_that_totals_give_away_are_named() -> None:
    table = counting.table(["A", "B"], [("", "", 1, 1), ("", "", 3, 1)])
    shown = protection.rounded(table, 5, lambda _pattern, _count: 0.0)
    assert shown.counts.tolist() == [5, 0, 5]
    assert protection.given_away(table, shown, 5, 5, lambda: 10.0) == ["A", "A + B"]


@pytest.mark.parametrize(("exact", "said"), [(7, 7), (999, 999), (11_418, 11_400), (111_139, 111_000)])
def test_a_number_is_said_with_three_digits(exact: int, said: int) -> None:
    assert results.about(exact) == said


def test_each_register_counts_its_own_persons() -> None:
    rows = [Fact("a", ("north", "shelter")), Fact("b", ("north",)), Fact("c")]
    assert counting.on_each(rows) == {"north": 2, "shelter": 1}


def test_a_table_written_out_leaves_empty_patterns_out_and_quotes_names() -> None:
    table = counting.table(["A", 'B "b"'], [("", "", 1, 4)])
    assert counting.cells_of(table) == [("", "", 1, 4)]
    assert counting.csv_of(table).splitlines() == ['"A","B ""b""",count', "1,0,4"]


def test_a_list_decides_also_where_the_range_has_no_upper_end() -> None:
    without = [{"left_out": "NGO", "estimate": 90.0}, {"left_out": "Police", "estimate": 5_000.0}]
    result = {"interval_bca": {"95": [100.0, None]}, "without_each": without}
    assert results.interval(result) is None
    assert [one.label for one in results.deciding(result)] == ["NGO"]
    unbounded = results.deciding({"interval_bca": {"95": [None, None]}, "without_each": without})
    assert [one.label for one in unbounded] == ["NGO", "Police"]
    assert results.deciding({"without_each": without}) == []


def test_estimate_and_hidden_do_not_give_the_exact_known_persons_back() -> None:
    seen = results.as_seen({"estimate": 300.0, "observed": 123, "hidden": 177.0}, 125)
    assert (seen["observed"], seen["hidden"]) == (125, 175.0)
    assert results.as_seen({"refused": {}}, 125) == {"refused": {}}
