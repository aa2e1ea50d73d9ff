"""Whose cases a lead leads, and which glass may be broken."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from varsel.base.accounts.permissions import Permission
from varsel.casework.cases import access
from varsel.casework.cases.actions.emergencies import break_glass

pytestmark = pytest.mark.django_db


def test_a_lead_leads_the_cases_of_the_unit_but_for_a_conflict_and_nobody_else_leads_any() -> None:
    lead, worker = make.unit_lead(), make.caseworker()
    led, shut = make.CaseFactory(), make.CaseFactory()
    make.ConflictFactory(case=shut, user=lead)
    assert list(access.led_cases(lead)) == [led]
    assert not access.led_cases(worker).exists()


def test_the_glass_of_a_case_is_broken_in_the_own_organisation_without_a_conflict_and_with_the_right() -> None:
    case = make.CaseFactory()
    may = [Permission.CASE_BREAK_GLASS]
    own = UserFactory(organisation=case.unit.organisation, may=may)
    conflicted = UserFactory(organisation=case.unit.organisation, may=may)
    make.ConflictFactory(case=case, user=conflicted)
    assert access.in_emergency(own, case.number) == case
    assert access.in_emergency(own, "no number") is None
    for other in (conflicted, UserFactory(may=may), UserFactory(organisation=case.unit.organisation)):
        assert access.in_emergency(other, case.number) is None


def test_a_broken_glass_shows_the_whole_case_until_its_two_hours_are_over(clock: Any) -> None:
    case = make.CaseFactory()
    helper = UserFactory(
        organisation=case.unit.organisation,
        may=[*make.AT_THE_CENTRE, Permission.CASE_BREAK_GLASS],
    )
    emergency = break_glass(case.number, by=helper, reason="She called and is followed.")
    seen = access.require(helper, case.number, Permission.CASE_WORK)
    assert (seen.parts, seen.is_own, seen.until) == (access.ALL_PARTS, True, emergency.until)
    with pytest.raises(Http404):  # it would outlast the emergency
        access.require(helper, case.number, Permission.CASE_SHARE)
    clock.shift(timedelta(hours=2, seconds=1))
    with pytest.raises(Http404):
        access.require(helper, case.number, Permission.CASE_READ)
