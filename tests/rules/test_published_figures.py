"""Published figures: every share is computed, and what the sources get wrong shows."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import varsel
from varsel.knowledge.publication.rules import (
    Figure,
    breakdowns,
    claim,
    figure,
    headline,
    later,
    other_measures,
    percent,
    rise,
    totals,
)

PACK = Path(varsel.__file__).parent / "packs" / "dk"


def entries(section: str) -> list[dict]:  # type: ignore[type-arg]
    return yaml.safe_load((PACK / f"{section}.yaml").read_text())[section]  # type: ignore[no-any-return]


FIGURES = [figure(e["key"], e, e["source"], e["confidence"]) for e in entries("published_figures")]
VALUES = {f.key: f.value for f in FIGURES}


def the(year: int, measure: str = "assessed") -> Figure:
    return next(f for f in totals(FIGURES, measure) if f.year == year)


def test_the_headline_is_the_newest_official_total_not_the_derived_one() -> None:
    newest = headline(FIGURES, "assessed")
    assert newest is not None
    assert (newest.year, newest.value) == (2023, 112)
    assert totals(FIGURES, "assessed")[-1].confidence == "medium"
    assert headline(FIGURES, "no_such_measure") is None


def test_newer_totals_than_the_headline_are_less_sure_and_there_are_none_without_a_headline() -> None:
    newest = headline(FIGURES, "assessed")
    assert [(f.year, f.value, f.is_official) for f in later(totals(FIGURES, "assessed"), newest)] == [(2024, 78, False)]
    assert later(totals(FIGURES, "assessed"), None) == []


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("half_of_2021", 46),  # "more than half"
        ("rise_to_2023", 53),  # "35 %"
        ("women_of_632", 87),  # "94 %"
        ("other_cut_off_2020", 77),
        ("other_cut_off_2021", 80),
        ("other_cut_off_2022", 73),
    ],
)
def test_what_a_source_says_of_the_figures_is_computed_anew(key: str, right: int) -> None:
    entry = next(e for e in entries("published_claims") if e["key"] == key)
    assert claim(key, entry, entry["source"], entry["confidence"], VALUES).computed == right


def test_35_percent_is_the_share_of_the_larger_number() -> None:
    assert rise(73, 112) == 53
    assert percent(112 - 73, 112) == 35


def test_sexes_that_do_not_sum_to_the_total_leave_a_remainder_without_a_label() -> None:
    for year, remainder in ((2020, 1), (2022, 1), (2017, 0), (2018, 0), (2019, 0)):
        by_sex = next(b for b in breakdowns(FIGURES, the(year)) if b.dimension == "sex")
        assert by_sex.not_published == remainder
        assert sum(share for _part, share in by_sex.shares) <= Decimal(101)


def test_the_cumulative_figures_agree_with_the_yearly_ones() -> None:
    for year in (2016, 2020, 2021, 2022, 2023):
        before = the(year - 1, "assessed_cumulative") if year != 2016 else the(2015, "assessed_cumulative")
        if before.year == year - 1:
            assert before.value + the(year).value == the(year, "assessed_cumulative").value


def test_years_that_were_never_published_are_not_zero() -> None:
    assert {2009, 2010, 2013, 2014}.isdisjoint(f.year for f in totals(FIGURES, "assessed"))


def test_other_measures_stand_in_the_order_of_their_names() -> None:
    named = other_measures(FIGURES, {"assessed": "A", "judgments": "J", "charged": "C", "sex": "S"}, "assessed")
    assert list(named) == ["J", "C"]


def test_rounding_is_half_up_and_a_share_of_nothing_is_an_error() -> None:
    assert percent(1, 8) == 13
    with pytest.raises(ZeroDivisionError):
        percent(1, 0)
