"""Whose cases a lead leads, and which glass may be broken."""

import pytest

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from varsel.base.accounts.permissions import Permission
from varsel.casework.cases import access

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
