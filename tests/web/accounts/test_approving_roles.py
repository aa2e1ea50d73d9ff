"""The approver's home page and the page on which a role is approved or declined."""

from datetime import date

import pytest
from django.test import Client

from tests.factories.accounts import RoleFactory, RoleGrantFactory, UserFactory
from varsel.base.accounts.models import RoleGrant, User
from varsel.base.audit.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def waiting() -> RoleGrant:
    role = RoleFactory(key="keeper", permissions=["case:list"])
    return RoleGrantFactory(role=role, granted_by=UserFactory(may=["role:grant"]), since=TODAY)


@pytest.fixture
def lead(client: Client) -> User:
    lead = UserFactory(may=["role:approve"], language="en")
    client.force_login(lead)
    return lead


def test_it_waits_on_the_home_page_and_names_nobody_there(client: Client, lead: User, waiting: RoleGrant) -> None:
    page = client.get("/home/").content.decode()
    assert f"/people/roles/{waiting.pk}/" in page
    assert waiting.user.display_name not in page


def test_the_page_says_who_gets_what_and_from_whom(client: Client, lead: User, waiting: RoleGrant) -> None:
    page = client.get(f"/people/roles/{waiting.pk}/").content.decode()
    for said in (waiting.user.display_name, waiting.granted_by.display_name, "keeper"):
        assert said in page
    assert "See the list of the cases one takes part in." in page
    assert Event.objects.filter(actor_id=lead.id, verb="user:read", subject_id=waiting.user_id).exists()


def test_it_is_approved_and_waits_no_more(client: Client, lead: User, waiting: RoleGrant) -> None:
    assert client.post(f"/people/roles/{waiting.pk}/", {"answer": "approve"}).status_code == 302
    assert User.objects.get(pk=waiting.user_id).has("case:list")
    assert client.get(f"/people/roles/{waiting.pk}/").status_code == 404
    assert "/people/roles/" not in client.get("/home/").content.decode()


def test_it_is_declined(client: Client, lead: User, waiting: RoleGrant) -> None:
    client.post(f"/people/roles/{waiting.pk}/", {"answer": "decline"})
    assert not RoleGrant.objects.filter(pk=waiting.pk).exists()


def test_no_answer_is_no_approval(client: Client, lead: User, waiting: RoleGrant) -> None:
    assert client.post(f"/people/roles/{waiting.pk}/", {}).status_code == 422
    assert not User.objects.get(pk=waiting.user_id).has("case:list")


@pytest.mark.parametrize("own", ["granted_by", "user"])
def test_who_gave_it_and_who_gets_it_see_no_page_to_answer_on(client: Client, waiting: RoleGrant, own: str) -> None:
    person = getattr(waiting, own)
    RoleGrantFactory(user=person, role=RoleFactory(permissions=["role:approve"]))
    client.force_login(User.objects.get(pk=person.pk))
    assert client.post(f"/people/roles/{waiting.pk}/", {"answer": "approve"}).status_code == 404
    assert "/people/roles/" not in client.get("/home/").content.decode()


def test_the_pages_of_people_say_that_it_waits(client: Client, waiting: RoleGrant) -> None:
    client.force_login(UserFactory(may=["user:list"], language="en"))
    for page in ("/people/", f"/people/{waiting.user_id}/"):
        assert "waits for approval" in client.get(page).content.decode()
    waiting.user.language = "en"
    waiting.user.save()
    client.force_login(waiting.user)
    assert "waits for approval" in client.get("/account/").content.decode()


def test_a_role_that_waits_looks_as_it_should_in_both_languages(
    client: Client, waiting: RoleGrant, language: str
) -> None:
    client.force_login(UserFactory(may=["role:approve"], language=language))
    heading = {"da": "Godkend en rolle", "en": "Approve a role"}[language]
    assert heading in client.get(f"/people/roles/{waiting.pk}/").content.decode()
