"""The packs that come with Varsel are whole, and say how sure they are."""

import datetime

import pytest

from varsel.base.kernel.packs import Pack, names, read_pack


@pytest.fixture(scope="module")
def danish() -> Pack:
    return read_pack("dk")


@pytest.mark.parametrize("name", sorted(names()))
def test_every_pack_that_comes_along_is_whole(name: str) -> None:
    assert read_pack(name).entries


def test_every_code_has_a_danish_and_an_english_label(danish: Pack) -> None:
    assert all(code.data["da"] and code.data["en"] for code in danish.section("codes"))


FACTS = ("organisations", "hotline", "clocks", "competence", "retention", "duties", "passing_on_grounds")


@pytest.mark.parametrize("section", FACTS)
def test_every_fact_has_a_source_and_a_confidence(danish: Pack, section: str) -> None:
    found = danish.section(section)
    assert found
    assert all(entry.source and entry.confidence in {"high", "medium", "low"} for entry in found)


FORMS = """prostitution other_sexual restaurant cleaning construction agriculture transport other_work private_household
pickpocketing drug_sale theft fraud other_crime begging sham_marriage forced_marriage slavery_like organ surrogacy
illegal_adoption other not_established"""


@pytest.mark.parametrize("form", FORMS.split())
def test_every_form_of_exploitation_is_a_choice_of_its_own(danish: Pack, form: str) -> None:
    forms = {code.data["code"] for code in danish.section("codes") if code.data["list"] == "exploitation_form"}
    parents = {code.data["parent"] for code in danish.section("codes")}
    assert form in forms - parents


@pytest.mark.parametrize(("day", "cap"), [("2012-06-01", 100), ("2013-06-30", 100), ("2013-07-01", 120)])
def test_the_reflection_period_was_capped_at_100_days_until_2013(danish: Pack, day: str, cap: int) -> None:
    on = datetime.date.fromisoformat(day)
    [clock] = [
        clock
        for clock in danish.section("clocks")
        if clock.key == "reflection"
        and (clock.valid_from or datetime.date.min) <= on <= (clock.valid_to or datetime.date.max)
    ]
    assert (clock.data["days"], clock.data["cap_days"]) == (30, cap)


def test_a_period_that_is_not_known_has_no_number(danish: Pack) -> None:
    assert all("days" not in entry.data for entry in danish.section("retention") if entry.data["basis"] == "not_known")


def test_one_owner_at_a_time(danish: Pack) -> None:
    for organisation in danish.section("organisations"):
        owners = organisation.data.get("owners", [])
        ends = [owner.get("until") for owner in owners]
        assert [owner["since"] for owner in owners[1:]] == ends[:-1]


@pytest.mark.parametrize("day", ["2012-01-01", "2021-12-31", "2022-01-01", "2026-11-21"])
def test_a_residence_status_has_one_deciding_body_on_any_day(danish: Pack, day: str) -> None:
    on = datetime.date.fromisoformat(day)
    in_force = [
        rule
        for rule in danish.section("competence")
        if (rule.valid_from or datetime.date.min) <= on <= (rule.valid_to or datetime.date.max)
    ]
    statuses = [status for rule in in_force for status in rule.data["statuses"]]
    assert sorted(statuses) == sorted({*statuses})
    assert {"danish_citizen", "no_lawful_stay", "asylum_seeker", "charged"} <= {*statuses}
