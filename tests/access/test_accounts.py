"""Log-ins and waiting roles: who finds which, and that unknown and forbidden look alike."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.http import Http404
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import RoleFactory, RoleGrantFactory, UserFactory
from varsel.base.accounts import access
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def test_whoever_may_list_people_finds_everybody_and_nobody_else_finds_anyone() -> None:
    administrator, other = UserFactory(may=[Permission.USER_LIST]), UserFactory(may=list(Permission)[:1])
    assert set(access.visible_to(administrator)) == set(User.objects.all())
    assert access.require(administrator, other.pk) == other
    assert not access.visible_to(other).exists()
    for user, wanted in ((other, administrator.pk), (other, other.pk), (administrator, uuid4())):
        with pytest.raises(Http404):
            access.require(user, wanted)


def test_a_role_is_reached_through_the_person_who_holds_it() -> None:
    grant, other = RoleGrantFactory(), UserFactory()
    assert access.require_grant(grant.user, grant.pk) == grant
    for person, wanted in ((other, grant.pk), (grant.user, uuid4())):
        with pytest.raises(Http404):
            access.require_grant(person, wanted)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    giver=st.sampled_from(["nobody", "other", "self"]),
    getter=st.sampled_from(["other", "self"]),
    opens=st.booleans(),
    approved=st.booleans(),
    until=st.sampled_from([None, 0, 1]),
    retired=st.booleans(),
    may=st.booleans(),
)
@example(giver="other", getter="other", opens=True, approved=False, until=1, retired=False, may=True)
def test_what_waits_for_me_was_given_by_another_to_another_and_opens_cases(
    giver: str, getter: str, opens: bool, approved: bool, until: int | None, retired: bool, may: bool
) -> None:
    me, giving, getting, approver = (UserFactory() for _ in range(4))
    if may:
        RoleGrantFactory(user=me, role=RoleFactory(permissions=[Permission.ROLE_APPROVE]))
    if giver == "self" and getter == "self":
        getter = "other"
    grant = RoleGrantFactory(
        user=me if getter == "self" else getting,
        role=RoleFactory(permissions=["case:list" if opens else "audit:read"], retired_on=TODAY if retired else None),
        granted_by={"nobody": None, "other": giving, "self": me}[giver],
        approved_by=approver if approved else None,
        approved_on=TODAY if approved else None,
        until=None if until is None else TODAY + timedelta(days=until),
    )
    waits = may and giver == "other" and getter == "other" and opens and not approved and not retired and until != 0
    assert access.to_approve(me).contains(grant) is waits
    if waits:
        assert access.require_to_approve(me, grant.pk) == grant
    else:
        with pytest.raises(Http404):
            access.require_to_approve(me, grant.pk)


def test_whoever_gives_roles_sees_which_of_them_wait_for_somebody_else() -> None:
    giver = UserFactory(may=[Permission.ROLE_GRANT])
    opening = RoleFactory(permissions=["case:list"])
    waits = RoleGrantFactory(role=opening, granted_by=giver)
    RoleGrantFactory(role=opening, granted_by=UserFactory())
    RoleGrantFactory(role=opening, granted_by=giver, approved_by=UserFactory(), approved_on=TODAY)
    assert list(access.given_and_unapproved(giver)) == [waits]
    RoleGrantFactory(role=opening, granted_by=waits.user)
    assert not access.given_and_unapproved(waits.user).exists()


@given(until=st.none() | st.integers(1, 40), since=st.integers(-3, 3), active=st.booleans(), may=st.booleans())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_roles_that_end_soon_are_shown_to_those_who_could_give_them_anew(
    until: int | None, since: int, active: bool, may: bool
) -> None:
    looks = UserFactory(may=[Permission.ROLE_GRANT] if may else [])
    first = TODAY + timedelta(days=since)
    ends = None if until is None else first + timedelta(days=until)
    grant = RoleGrantFactory(user=UserFactory(is_active=active), since=first, until=ends)
    before = TODAY + timedelta(days=30)
    soon = ends is not None and first <= TODAY < ends < before
    assert access.ending(looks, before).contains(grant) is (may and active and soon)
