"""The path of a case, what a decision needs, and who counts as a child."""

from datetime import date

import pytest

from varsel.casework.cases.rules.assessment import (
    Element,
    Outcome,
    Status,
    Step,
    after,
    age_group,
    age_on,
    is_child,
    may_follow,
    missing_elements,
    status_from,
)
from varsel.casework.cases.rules.parts import ALL_PARTS, PARTS_FOR_DECISION, CasePart

TODAY = date(2026, 11, 21)


def test_nothing_but_reopening_follows_a_closed_case() -> None:
    assert {after(Status.CLOSED, step) for step in Step} == {None}


def test_every_open_case_can_be_closed_and_every_step_leads_on() -> None:
    for status in set(Status) - {Status.CLOSED}:
        assert after(status, Step.CLOSE) == Status.CLOSED
        assert {after(status, step) for step in Step} <= set(Status)


def test_the_status_is_what_the_recorded_steps_lead_to() -> None:
    assert status_from([]) == Status.NEW
    assert status_from([Step.INTERVIEW, Step.PASS_ON]) == Status.WITH_DECIDER
    assert status_from([Step.INTERVIEW, Step.PASS_ON, Step.ASSESS, Step.INTERVIEW]) == Status.DECIDED
    assert status_from([Step.CLOSE, Step.INTERVIEW]) == Status.CLOSED


def test_an_adult_needs_all_three_elements_a_child_no_means() -> None:
    assert missing_elements(Outcome.ASSESSED, ["act"], child=False) == (Element.MEANS, Element.PURPOSE)
    assert missing_elements(Outcome.ASSESSED, ["act", "purpose"], child=True) == ()
    assert missing_elements(Outcome.ASSESSED, [], child=True) == (Element.ACT, Element.PURPOSE)


def test_exploitation_without_trafficking_needs_its_purpose_and_a_negative_outcome_nothing() -> None:
    assert missing_elements(Outcome.EXPLOITED, [], child=False) == (Element.PURPOSE,)
    assert missing_elements(Outcome.NOT_ESTABLISHED, [], child=False) == ()
    assert missing_elements("another_of_the_pack", [], child=False) == ()


def test_only_what_was_decided_can_be_withdrawn() -> None:
    assert not may_follow(Outcome.WITHDRAWN, None)
    assert not may_follow(Outcome.WITHDRAWN, Outcome.WITHDRAWN)
    assert may_follow(Outcome.WITHDRAWN, Outcome.ASSESSED)
    assert may_follow(Outcome.ASSESSED, Outcome.NOT_ASSESSED)


@pytest.mark.parametrize(
    ("birth_date", "birth_year", "marked", "child"),
    [
        (date(2008, 11, 21), None, True, False),  # the eighteenth birthday, whatever the mark says
        (date(2008, 11, 22), None, False, True),
        (date(2008, 2, 29), None, False, False),
        (None, 2008, False, True),  # 17 or 18: presumed to be a child
        (None, 2007, False, False),
        (None, 2000, True, True),  # the age is doubted
        (None, None, False, False),
    ],
)
def test_who_may_be_a_child_is_presumed_to_be_one(
    birth_date: date | None, birth_year: int | None, marked: bool, child: bool
) -> None:
    assert is_child(birth_date=birth_date, birth_year=birth_year, marked=marked, on=TODAY) == child


def test_someone_born_on_a_leap_day_comes_of_age_on_1_march() -> None:
    born = date(2008, 2, 29)
    assert age_on(birth_date=born, birth_year=None, on=date(2026, 2, 28)) == 17
    assert age_on(birth_date=born, birth_year=None, on=date(2026, 3, 1)) == 18


def test_a_year_alone_gives_the_lower_age() -> None:
    assert age_on(birth_date=None, birth_year=2000, on=TODAY) == 25
    assert age_on(birth_date=None, birth_year=2026, on=TODAY) == 0
    assert age_on(birth_date=None, birth_year=None, on=TODAY) is None


def test_age_groups_are_those_the_centre_publishes() -> None:
    assert [age_group(age) for age in (None, 17, 18, 24, 25)] == ["unknown", "under_18", "18_24", "18_24", "25_over"]


def test_notes_stay_at_the_centre_when_a_case_is_passed_on() -> None:
    assert CasePart.NOTE not in PARTS_FOR_DECISION
    assert set(PARTS_FOR_DECISION) < ALL_PARTS
