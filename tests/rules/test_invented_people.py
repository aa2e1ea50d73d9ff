"""The demonstration's people: the same for the same number, and as many as were published."""

from collections import Counter
from datetime import date
from pathlib import Path

import yaml

import varsel
from varsel.portal.demo.invented import ASSESSED, Stage, people

TODAY = date(2026, 11, 21)
FIGURES = Path(varsel.__file__).parent / "packs" / "dk" / "published_figures.yaml"


def test_the_same_seed_gives_the_same_people_and_another_gives_others() -> None:
    assert list(people(7, today=TODAY, scale=200)) == list(people(7, today=TODAY, scale=200))
    assert list(people(7, today=TODAY, scale=200)) != list(people(8, today=TODAY, scale=200))


def test_assessed_persons_a_year_follow_the_published_totals_where_these_are_known() -> None:
    entries = yaml.safe_load(FIGURES.read_text())["published_figures"]
    published = {e["year"]: e["value"] for e in entries if e["measure"] == "assessed" and "dimension" not in e}
    made = Counter(p.decided.year for p in people(7, today=TODAY) if p.outcome == "assessed")
    assert {year: made[year] for year in published} == published
    assert sum(made[year] for year in range(2007, 2024)) == 1233


def test_two_to_three_times_as_many_were_interviewed_and_not_assessed() -> None:
    made = Counter(p.outcome == "assessed" for p in people(7, today=TODAY))
    assert 2 <= made[False] / made[True] <= 3


def test_nobody_is_decided_on_after_today_and_every_assessed_case_is_decided() -> None:
    for person in people(7, today=TODAY):
        assert person.first_contact <= person.interviewed <= person.decided < TODAY
        assert person.outcome != "assessed" or (person.stage == Stage.DECIDED and person.elements)


def test_a_scale_gives_about_so_many_cases_with_the_same_proportions() -> None:
    few = list(people(7, today=TODAY, scale=500))
    assert 450 <= len(few) <= 550
    assert sum(ASSESSED.values()) > 1300


def test_the_years_after_today_are_empty() -> None:
    assert max(p.decided.year for p in people(7, today=date(2015, 6, 1))) == 2015
