"""What the tables of people and roles hold, by the day."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import MembershipFactory, RoleFactory, RoleGrantFactory, UserFactory
from tests.factories.actors import OrganisationFactory
from varsel.base.accounts.permissions import Permission

pytestmark = pytest.mark.django_db


def test_a_user_has_what_the_roles_that_hold_today_allow() -> None:
    user = UserFactory(may=[Permission.CASE_LIST])
    RoleGrantFactory(
        user=user, role=RoleFactory(permissions=["inbox:list"]), since=date(2020, 1, 1), until=date(2026, 11, 21)
    )
    assert user.has(Permission.CASE_LIST)
    assert not user.has(Permission.INBOX_LIST)


def test_a_user_without_an_organisation_may_do_nothing() -> None:
    user = UserFactory(may=[Permission.CASE_LIST], organisation=False)
    assert user.organisation_id is None
    assert not user.has(Permission.CASE_LIST)


def test_the_database_refuses_a_second_open_membership() -> None:
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=user)


def test_the_database_refuses_a_membership_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(since=date(2026, 1, 2), until=date(2026, 1, 2))


def test_a_user_of_an_organisation_carries_its_id() -> None:
    organisation = OrganisationFactory()
    assert UserFactory(organisation=organisation).organisation_id == organisation.id
