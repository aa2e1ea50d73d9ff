"""The pages on which administrators look after log-ins, and the page of one's own."""

from collections.abc import Sequence
from datetime import date

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from tests.factories.accounts import RoleFactory, RoleGrantFactory, UserFactory
from tests.factories.actors import OrganisationFactory, OrganisationNameFactory
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event

pytestmark = pytest.mark.django_db


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@pytest.fixture
def admin() -> User:
    return UserFactory(may=["user:list", "user:manage", "role:grant"], language="en")


@pytest.fixture
def browser(admin: User) -> Client:
    browser = Client()
    browser.force_login(admin)
    return browser


def test_the_list_is_one_event_and_can_be_searched(browser: Client, admin: User) -> None:
    UserFactory(display_name="Zenobia")
    page = browser.get("/people/", {"text": "zeno"}).content.decode()
    assert "Zenobia" in page
    assert admin.email not in page
    assert Event.objects.filter(actor_id=admin.id, verb="user:list").get().shown_count == 1


def test_the_list_makes_no_more_queries_as_it_grows(browser: Client, query_budget: object) -> None:
    def grow() -> None:
        for user in UserFactory.create_batch(10, may=["case:list"]):
            OrganisationNameFactory(organisation=user.membership.organisation)

    grow()
    query_budget.constant(lambda: browser.get("/people/"), grow)  # type: ignore[attr-defined]


def test_a_person_is_invited_with_a_link(browser: Client, django_capture_on_commit_callbacks: object) -> None:
    name = OrganisationNameFactory()
    fields = {"email": "ny@example.org", "display_name": "Ny", "language": "da", "organisation": name.organisation_id}
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answer = browser.post("/people/invite/", {**fields, **day("since", date(2026, 11, 21))})
    assert answer.status_code == 302, answer.content.decode()
    assert User.objects.get(email="ny@example.org").organisation_id == name.organisation_id
    assert "/account/password/reset/key/" in mail.outbox[0].body


def test_an_e_mail_that_is_taken_is_said_at_its_field_with_everything_kept(browser: Client, admin: User) -> None:
    organisation = OrganisationFactory()
    fields = {"email": admin.email, "display_name": "Kept", "language": "da", "organisation": organisation.pk}
    answer = browser.post("/people/invite/", {**fields, **day("since", date(2026, 11, 21))})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a log-in with this e-mail already." in page
    assert 'value="Kept"' in page
    assert Event.objects.filter(actor_id=admin.id, code="email_taken").count() == 1


def test_a_role_is_given_and_ended(browser: Client) -> None:
    user, role = UserFactory(), RoleFactory(permissions=["case:list"])
    browser.post(f"/people/{user.pk}/roles/", {"role": role.pk, **day("since", date(2026, 11, 21))})
    grant = user.role_grants.get()
    assert role.label in browser.get(f"/people/{user.pk}/").content.decode()
    browser.post(f"/people/{user.pk}/roles/{grant.pk}/end/", day("until", date(2026, 11, 22)))
    grant.refresh_from_db()
    assert grant.until == date(2026, 11, 22)


def test_each_role_on_offer_says_what_it_is_for(browser: Client) -> None:
    RoleFactory(description_en="Answers the telephone.")
    assert "Answers the telephone." in browser.get(f"/people/{UserFactory().pk}/roles/").content.decode()


def test_a_person_is_moved(browser: Client) -> None:
    user, organisation = UserFactory(), OrganisationFactory()
    browser.post(f"/people/{user.pk}/move/", {"organisation": organisation.pk, **day("since", date(2026, 11, 21))})
    assert User.objects.get(pk=user.pk).organisation_id == organisation.pk


def test_a_log_in_is_closed_and_opened_again(browser: Client) -> None:
    user = UserFactory()
    browser.post(f"/people/{user.pk}/close/")
    assert not User.objects.get(pk=user.pk).is_active
    browser.post(f"/people/{user.pk}/reopen/")
    assert User.objects.get(pk=user.pk).is_active


def test_an_act_that_does_not_exist_is_not_found(browser: Client) -> None:
    assert browser.post(f"/people/{UserFactory().pk}/praise/").status_code == 404


def test_my_own_page_says_what_my_roles_allow(client: Client, language: str) -> None:
    user = UserFactory(language=language)
    RoleGrantFactory(user=user, role=RoleFactory(permissions=["case:list"]))
    client.force_login(user)
    sentence = {"da": "Se listen over de sager, man er med på.", "en": "See the list of the cases one takes part in."}
    assert sentence[language] in client.get("/account/").content.decode()


def test_the_language_is_changed_on_my_own_page(client: Client) -> None:
    user = UserFactory(language="da")
    client.force_login(user)
    client.post("/account/", {"language": "en"})
    assert '<html lang="en">' in client.get("/account/").content.decode()


def test_resetting_codes_ends_the_sessions_and_sends_a_new_link(
    browser: Client, django_capture_on_commit_callbacks: object
) -> None:
    user, theirs = UserFactory(), Client()
    theirs.force_login(user)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        browser.post(f"/people/{user.pk}/reset-codes/")
    assert theirs.get("/home/").status_code == 302
    assert mail.outbox[0].to == [user.email]
    assert "/account/password/reset/key/" in mail.outbox[0].body


class NoPost(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, letters: Sequence[EmailMessage]) -> int:
        raise ConnectionRefusedError


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_does_not_go_out_is_said_with_the_remedy(browser: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.NoPost"  # type: ignore[attr-defined]
    name = OrganisationNameFactory()
    fields = {"email": "ny@example.org", "display_name": "Ny", "language": "da", "organisation": name.organisation_id}
    answer = browser.post("/people/invite/", {**fields, **day("since", date(2026, 11, 21))}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The mail could not be sent" in page
    assert f"/people/{User.objects.get(email='ny@example.org').pk}/send-again/" in page


def test_the_link_is_sent_again_to_somebody_who_has_not_used_it(
    browser: Client, django_capture_on_commit_callbacks: object
) -> None:
    user = UserFactory(password=None)
    user.set_unusable_password()
    user.save()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert browser.post(f"/people/{user.pk}/send-again/").status_code == 302
    assert mail.outbox[0].to == [user.email]
    assert Event.objects.filter(subject_kind="user", subject_id=user.id, verb="user:link").exists()


@pytest.mark.parametrize("change", [{}, {"is_active": False}])
def test_no_link_is_sent_to_whoever_has_a_password_or_a_closed_log_in(
    browser: Client, change: dict[str, object]
) -> None:
    user = UserFactory(**change)
    assert browser.post(f"/people/{user.pk}/send-again/").status_code == 422
    assert not mail.outbox
