"""A role that opens cases takes effect when a second person has approved it, and not before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories.accounts import RoleFactory, RoleGrantFactory, UserFactory
from varsel.base.accounts.actions import roles
from varsel.base.accounts.models import RoleGrant, User
from varsel.base.accounts.queries import roles_ending, roles_with_others
from varsel.base.audit.models import Event
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def given(permission: str = "case:list", *, by: User | None = None) -> RoleGrant:
    """A role with this permission, given today by an administrator."""
    giver = by or UserFactory(may=["role:grant"])
    return roles.grant(by=giver, user=UserFactory(), role=RoleFactory(permissions=[permission]), since=TODAY)


def has(grant: RoleGrant, permission: str = "case:list") -> bool:
    return User.objects.get(pk=grant.user_id).has(permission)


def test_an_administrator_alone_opens_no_case_to_a_second_mailbox() -> None:
    grant = given()
    assert grant.waits
    assert not has(grant)


def test_whoever_gave_a_role_sees_that_it_waits_for_somebody_else_and_nobody_s_name() -> None:
    giver = UserFactory(may=["role:grant"])
    grant = given(by=giver)
    (found,) = roles_with_others(giver)
    assert grant.role.label in found.title
    assert grant.user.display_name not in found.title
    assert roles_with_others(UserFactory(may=["role:grant"])) == []
    roles.approve(by=UserFactory(may=["role:approve"]), grant=grant)
    assert roles_with_others(giver) == []


@pytest.mark.parametrize(("days", "shown"), [(0, False), (1, True), (13, True), (14, False)])
def test_a_role_that_ends_within_two_weeks_waits_for_those_who_give_roles(days: int, shown: bool) -> None:
    giver = UserFactory(may=["role:grant"])
    grant = given("statistics:read")
    RoleGrant.objects.filter(pk=grant.pk).update(since=TODAY - timedelta(days=9), until=TODAY + timedelta(days=days))
    found = roles_ending(giver)
    assert [each.due for each in found] == ([TODAY + timedelta(days=days - 1)] if shown else [])
    assert roles_ending(UserFactory(may=["statistics:read"])) == []


def test_it_holds_once_a_second_person_has_approved_it() -> None:
    grant, lead = given(), UserFactory(may=["role:approve"])
    roles.approve(by=lead, grant=grant)
    grant.refresh_from_db()
    assert (grant.approved_by, grant.approved_on, grant.waits) == (lead, TODAY, False)
    assert has(grant)


@pytest.mark.parametrize("permission", ["statistics:read", "user:manage", "audit:read"])
def test_a_role_without_content_holds_at_once(permission: str) -> None:
    assert has(given(permission), permission)


def test_the_right_to_approve_waits_for_approval_itself() -> None:
    assert given("role:approve").waits


def test_what_the_command_line_gives_holds_at_once() -> None:
    grant = roles.grant(by=SYSTEM, user=UserFactory(), role=RoleFactory(permissions=["case:list"]), since=TODAY)
    assert has(grant)


def test_a_role_that_a_new_pack_opens_to_cases_waits_from_then_on() -> None:
    grant = given("statistics:read")
    grant.role.permissions = ["case:list", "statistics:read"]
    grant.role.save()
    assert not has(grant)


def test_nobody_approves_what_they_gave() -> None:
    giver = UserFactory(may=["role:approve", "role:grant"])
    with pytest.raises(Refusal, match="own_role"):
        roles.approve(by=giver, grant=given(by=giver))


def test_nobody_approves_what_they_get() -> None:
    grant = given()
    RoleGrantFactory(user=grant.user, role=RoleFactory(permissions=["role:approve"]))
    with pytest.raises(Refusal, match="own_role"):
        roles.approve(by=grant.user, grant=grant)


def test_nobody_approves_without_the_right_to() -> None:
    with pytest.raises(Refusal, match="not_an_approver"):
        roles.approve(by=UserFactory(may=["role:grant"]), grant=given())


def test_what_is_approved_is_not_approved_again() -> None:
    grant, lead = given(), UserFactory(may=["role:approve"])
    roles.approve(by=lead, grant=grant)
    with pytest.raises(Refusal, match="role_does_not_wait"):
        roles.approve(by=UserFactory(may=["role:approve"]), grant=RoleGrant.objects.get(pk=grant.pk))
    with pytest.raises(Refusal, match="role_does_not_wait"):
        roles.decline(by=lead, grant=RoleGrant.objects.get(pk=grant.pk))


def test_what_is_declined_is_gone_and_may_be_given_anew() -> None:
    grant = given()
    roles.decline(by=UserFactory(may=["role:approve"]), grant=grant)
    assert not grant.user.role_grants.exists()
    roles.grant(by=UserFactory(), user=grant.user, role=grant.role, since=TODAY)


def test_what_has_waited_for_days_and_is_declined_stands_as_ended() -> None:
    role = RoleFactory(permissions=["case:list"])
    grant = RoleGrantFactory(role=role, granted_by=UserFactory(), since=TODAY - timedelta(3))
    roles.decline(by=UserFactory(may=["role:approve"]), grant=grant)
    grant.refresh_from_db()
    assert grant.until == TODAY
    assert not has(grant)


def test_both_answers_are_events_about_the_one_who_gets_the_role() -> None:
    lead = UserFactory(may=["role:approve"])
    for act in (roles.approve, roles.decline):
        grant = given()
        act(by=lead, grant=grant)
        verbs = Event.objects.filter(subject_kind="user", subject_id=grant.user_id).values_list("verb", flat=True)
        assert list(verbs.order_by("seq")) == ["role:grant", f"role:{act.__name__}"]


@pytest.mark.parametrize("half", [{"approved_on": TODAY}, {"approved_by": True}])
def test_the_database_refuses_half_an_approval(half: dict[str, object]) -> None:
    values = {**half, **({"approved_by": UserFactory()} if "approved_by" in half else {})}
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrantFactory(granted_by=UserFactory(), **values)


@pytest.mark.parametrize("own", ["user", "granted_by"])
def test_the_database_refuses_an_approval_by_giver_or_receiver(own: str) -> None:
    grant = given()
    RoleGrant.objects.filter(pk=grant.pk).update(approved_by=UserFactory(), approved_on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(approved_by=getattr(grant, own))
