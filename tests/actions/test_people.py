"""Inviting, moving, closing, and the days of roles."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core import mail
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.accounts import MembershipFactory, RoleFactory, RoleGrantFactory, UserFactory
from tests.factories.actors import OrganisationFactory, UnitFactory
from varsel.base.accounts.actions import people, roles
from varsel.base.accounts.models import User
from varsel.base.actors.rules import clashes, overlap
from varsel.base.audit.models import Event
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2024, 1, 1), date(2029, 1, 1))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(DAYS, min_size=1, max_size=6))
def test_however_people_are_moved_they_are_in_one_organisation_at_a_time(days: list[date]) -> None:
    user = UserFactory()
    for day in days:
        with suppress(Refusal):
            people.move(by=SYSTEM, user=user, organisation=OrganisationFactory(), since=day)
    periods = [membership.period for membership in user.memberships.all()]
    assert not any(overlap(one, other) for i, one in enumerate(periods) for other in periods[i + 1 :])
    assert len([period for period in periods if period[1] is None]) == 1


@given(one=st.tuples(DAYS, st.none() | DAYS), other=st.tuples(DAYS, st.none() | DAYS))
def test_periods_overlap_exactly_when_some_day_lies_in_both(
    one: tuple[date, date | None], other: tuple[date, date | None]
) -> None:
    one, other = ((start, end and max(end, start + timedelta(1))) for start, end in (one, other))
    later = max(one[0], other[0])
    shared = all(end is None or later < end for _, end in (one, other))
    assert overlap(one, other) == overlap(other, one) == shared == clashes(one, [other])


def test_moving_ends_the_old_membership_and_its_roles_on_the_same_day() -> None:
    user = UserFactory(may=["case:list"])
    new = OrganisationFactory()
    people.move(by=SYSTEM, user=user, organisation=new, since=TODAY)
    user = User.objects.get(pk=user.pk)
    assert user.organisation_id == new.id
    assert not user.has("case:list")
    assert [membership.until for membership in user.memberships.order_by("since")] == [TODAY, None]


def test_moving_ends_a_role_that_was_given_until_a_later_day() -> None:
    user = UserFactory()
    RoleGrantFactory(user=user, role=RoleFactory(permissions=["case:list"]), until=TODAY + timedelta(30))
    people.move(by=SYSTEM, user=user, organisation=OrganisationFactory(), since=TODAY)
    assert not User.objects.get(pk=user.pk).has("case:list")


def test_the_end_of_a_role_is_no_way_to_prolong_it() -> None:
    user = UserFactory()
    grant = RoleGrantFactory(user=user, until=TODAY)
    with pytest.raises(Refusal, match="ended_already"):
        roles.end(by=user, grant=grant, until=TODAY + timedelta(1))
    roles.end(by=user, grant=grant, until=TODAY - timedelta(1))
    assert user.role_grants.get().until == TODAY - timedelta(1)


def test_resetting_the_codes_takes_the_password_too() -> None:
    user = UserFactory()
    people.reset_codes(by=SYSTEM, user=user)
    assert not User.objects.get(pk=user.pk).has_usable_password()


def test_a_later_move_changes_nothing_today() -> None:
    user = UserFactory(may=["case:list"])
    old = user.organisation_id
    people.move(by=SYSTEM, user=user, organisation=OrganisationFactory(), since=TODAY + timedelta(1))
    user = User.objects.get(pk=user.pk)
    assert user.organisation_id == old
    assert user.has("case:list")


def test_a_unit_of_another_organisation_is_refused() -> None:
    with pytest.raises(Refusal, match="unit_of_another"):
        people.move(by=SYSTEM, user=UserFactory(), organisation=OrganisationFactory(), unit=UnitFactory(), since=TODAY)


def test_a_second_log_in_with_the_same_e_mail_is_refused() -> None:
    known = UserFactory()
    with pytest.raises(Refusal, match="email_taken"):
        people.create(
            by=SYSTEM, email=known.email.upper(), display_name="x", organisation=OrganisationFactory(), since=TODAY
        )


def test_an_invitation_carries_only_a_link(django_capture_on_commit_callbacks: object) -> None:
    user = people.create(
        by=SYSTEM, email="Ny@Example.org", display_name="Ny", organisation=OrganisationFactory(), since=TODAY
    )
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        people.invite(user, lambda path: f"https://varsel.example{path}", failed=lambda: None)
    (letter,) = mail.outbox
    assert letter.to == ["ny@example.org"]
    assert "https://varsel.example/account/password/reset/key/" in letter.body
    assert "Ny" not in letter.subject + letter.body


def test_nobody_gives_themselves_a_role() -> None:
    user = UserFactory(may=["role:grant"])
    with pytest.raises(Refusal, match="own_role"):
        roles.grant(by=user, user=user, role=RoleFactory(), since=TODAY)


@pytest.mark.parametrize(("act", "code"), [(people.close, "own_log_in"), (people.reset_codes, "own_log_in")])
def test_nobody_closes_their_own_log_in(act: object, code: str) -> None:
    user = UserFactory()
    with pytest.raises(Refusal, match=code):
        act(by=user, user=user)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (TODAY, None, True),
        (TODAY + timedelta(1), None, False),
        (date(2020, 1, 1), TODAY, False),
        (date(2020, 1, 1), TODAY + timedelta(1), True),
    ],
)
def test_a_role_holds_from_its_first_day_until_the_day_it_ends(since: date, until: date | None, holds: bool) -> None:
    user = UserFactory()
    RoleGrantFactory(user=user, role=RoleFactory(permissions=["case:list"]), since=since, until=until)
    assert user.has("case:list") is holds


def test_a_role_that_is_held_already_is_refused() -> None:
    grant = RoleGrantFactory()
    with pytest.raises(Refusal, match="role_held"):
        roles.grant(by=SYSTEM, user=grant.user, role=grant.role, since=TODAY)


def test_a_retired_role_is_refused() -> None:
    with pytest.raises(Refusal, match="role_retired"):
        roles.grant(by=SYSTEM, user=UserFactory(), role=RoleFactory(retired_on=TODAY), since=TODAY)


def test_ending_a_role_that_has_not_begun_withdraws_it() -> None:
    user = UserFactory()
    grant = roles.grant(by=SYSTEM, user=user, role=RoleFactory(), since=TODAY + timedelta(9))
    roles.end(by=SYSTEM, grant=grant, until=TODAY)
    assert not user.role_grants.exists()


def test_each_act_is_an_event_about_the_person_it_concerns() -> None:
    user, admin = UserFactory(), UserFactory()
    grant = roles.grant(by=admin, user=user, role=RoleFactory(), since=TODAY)
    roles.end(by=admin, grant=grant, until=TODAY + timedelta(1))
    people.close(by=admin, user=user)
    people.reopen(by=admin, user=user)
    verbs = Event.objects.filter(subject_kind="user", subject_id=user.id).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["role:grant", "role:end", "user:close", "user:open"]


def test_a_membership_that_has_ended_leaves_the_person_in_no_organisation() -> None:
    user = UserFactory(organisation=False)
    MembershipFactory(user=user, until=TODAY)
    assert user.organisation_id is None
