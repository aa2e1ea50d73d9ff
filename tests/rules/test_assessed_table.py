"""The analyst's table: who is counted, what is hidden, and that nothing hidden can be read off its total."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.analysis.disclosure.cells import SUPPRESSED, Shown
from varsel.knowledge.statistics.rules import DIMENSIONS, NOT_KNOWN, chosen, pivot, table, tally

CUT_OFF = date(2026, 6, 30)
NUMBERS = count()


@dataclass(frozen=True)
class Row:
    outcome: str = "assessed"
    on: date = date(2025, 5, 1)
    sex: str = "female"
    form_group: str = "sexual"
    age_group: str = "25_29"
    citizenship_group: str = "other_eu"
    person: str = field(default_factory=lambda: str(next(NUMBERS)))


def several(number: int, **more: object) -> list[Row]:
    """So many persons, alike but for who they are."""
    return [Row(**more) for _ in range(number)]  # type: ignore[arg-type]


rows = st.lists(
    st.builds(
        Row,
        outcome=st.sampled_from(["assessed", "presumed", "not_assessed"]),
        on=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        sex=st.sampled_from(["female", "male", ""]),
        form_group=st.sampled_from(["sexual", "labour"]),
    ),
    max_size=80,
)


@given(facts=rows, threshold=st.integers(2, 10), by=st.sets(st.sampled_from([*DIMENSIONS]), min_size=1))
def test_shown_cells_are_true_and_large_enough_and_only_assessed_persons_count(facts, threshold, by) -> None:  # type: ignore[no-untyped-def]
    made = table(facts, sorted(by), cut_off=CUT_OFF, threshold=threshold)
    truth = tally([f for f in facts if f.outcome == "assessed" and f.on <= CUT_OFF], sorted(by))
    for row in made.rows:
        assert row.cell == (Shown(truth[row.key]) if truth[row.key] >= threshold else SUPPRESSED)
    assert sum(truth.values()) == sum(truth[row.key] for row in made.rows)


@given(facts=rows, threshold=st.integers(2, 10), by=st.sets(st.sampled_from([*DIMENSIONS]), min_size=1))
def test_nothing_small_is_left_when_shown_cells_are_taken_from_a_shown_sum(facts, threshold, by) -> None:  # type: ignore[no-untyped-def]
    dimensions = [key for key in DIMENSIONS if key in by]
    made = table(facts, dimensions, cut_off=CUT_OFF, threshold=threshold)
    sums = [(made.total, made.rows)]
    assert ("year" in dimensions) == bool(made.by_year) or not made.rows
    if made.by_year:
        at = dimensions.index("year")
        sums += [(cell, [row for row in made.rows if row.key[at] == year]) for year, cell in made.by_year.items()]
    for whole, parts in sums:
        if isinstance(whole, Shown):
            rest = whole.value - sum(row.cell.value for row in parts if isinstance(row.cell, Shown))
            assert rest == 0 or rest >= threshold


def test_a_table_that_is_not_by_year_tells_no_sum_of_a_year() -> None:
    facts = [*several(201, sex="female"), *several(3, sex="male")]
    made = table(facts, ["sex"], cut_off=CUT_OFF, threshold=5)
    assert (made.total, made.by_year) == (SUPPRESSED, {})


def test_a_decision_on_the_cut_off_date_counts_and_one_the_day_after_does_not() -> None:
    facts = [*several(5, on=CUT_OFF), *several(5, on=date(2026, 7, 1))]
    assert table(facts, ["year"], cut_off=CUT_OFF, threshold=5).total == Shown(5)


@given(facts=rows, by=st.sets(st.sampled_from([*DIMENSIONS]), min_size=1))
def test_who_is_assessed_again_counts_once_in_a_year_by_the_later_decision(facts, by) -> None:  # type: ignore[no-untyped-def]
    again = [replace(fact, on=date(fact.on.year, 12, 31), sex="other") for fact in facts]
    end = date(2026, 12, 31)
    once, twice = (table(these, sorted(by), cut_off=end, threshold=2) for these in (again, [*facts, *again]))
    assert twice == once


def test_who_is_assessed_in_two_years_counts_in_each() -> None:
    facts = several(5)
    again = [replace(fact, on=date(2026, 5, 1)) for fact in facts]
    made = table([*facts, *again], ["year"], cut_off=CUT_OFF, threshold=5)
    assert made.by_year == {"2025": Shown(5), "2026": Shown(5)}
    assert made.total == Shown(10)


def test_one_more_person_raises_the_count_by_one() -> None:
    before = table(several(7), ["year", "sex"], cut_off=CUT_OFF, threshold=5)
    after = table(several(8), ["year", "sex"], cut_off=CUT_OFF, threshold=5)
    assert (before.rows[0].cell, after.rows[0].cell) == (Shown(7), Shown(8))


def test_what_is_not_known_is_a_value_of_its_own() -> None:
    assert tally([Row(sex="")], ["sex"]) == {(NOT_KNOWN,): 1}


def test_the_pivot_shows_an_empty_combination_as_zero_and_a_hidden_one_as_hidden() -> None:
    facts = [*several(6), *several(2, sex="male", form_group="labour")]
    made = pivot(table(facts, ["sex", "form"], cut_off=CUT_OFF, threshold=5))
    assert made.columns == ("labour", "sexual")
    assert made.rows == ((("female",), (Shown(0), Shown(6))), (("male",), (SUPPRESSED, Shown(0))))


def test_an_unknown_dimension_is_overlooked_and_none_means_year_and_sex() -> None:
    assert chosen(["form", "name", "year"]) == ("year", "form")
    assert chosen([]) == ("year", "sex")
    with pytest.raises(KeyError):
        tally([], ["name"])


def test_a_table_says_how_many_of_its_rows_are_hidden() -> None:
    facts = [*several(5, sex="female"), *several(2, sex="male"), Row(sex="")]
    assert table(facts, ["sex"], cut_off=CUT_OFF, threshold=3).suppressed == 2
