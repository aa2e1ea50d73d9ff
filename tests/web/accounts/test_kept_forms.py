"""What was being written when the session ended comes back to the one who wrote it, and to nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from tests.factories.accounts import UserFactory
from varsel.base.accounts.models import KeptForm, User
from varsel.base.accounts.permissions import Permission

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.urls")]
WORDS = "hun blev hentet kl. 3"


@pytest.fixture
def writer() -> User:
    return UserFactory(may=[Permission.CASE_READ])


@pytest.fixture
def browser(writer: User, clock: time_machine.Traveller) -> Client:
    """A browser in which the writer's session ended while a note was written, and the note was then sent."""
    browser = Client()
    browser.force_login(writer)
    clock.shift(timedelta(minutes=16))
    answer = browser.post("/note/", {"note": WORDS, "password": "hemmeligt"})
    assert answer.headers["Location"] == "/account/login/?next=%2Fnote%2F"
    return browser


def test_after_the_log_in_the_form_holds_what_was_written_and_nothing_was_done(browser: Client, writer: User) -> None:
    browser.force_login(writer)
    assert browser.get("/note/").content.decode() == WORDS
    writer.refresh_from_db()
    assert writer.display_name != WORDS


def test_that_it_came_back_is_said_in_the_language_of_the_writer(browser: Client, writer: User, language: str) -> None:
    User.objects.filter(pk=writer.pk).update(language=language)
    browser.force_login(writer)
    said = [str(message) for message in get_messages(browser.get("/note/").wsgi_request)]
    assert any({"da": "er her igen", "en": "is here again"}[language] in words for words in said)


def test_it_is_still_there_when_the_page_is_loaded_again(browser: Client, writer: User) -> None:
    browser.force_login(writer)
    browser.get("/note/")
    assert browser.get("/note/").content.decode() == WORDS


def test_once_it_is_sent_it_is_dropped(browser: Client, writer: User) -> None:
    browser.force_login(writer)
    browser.post("/note/", {"note": WORDS})
    assert not KeptForm.objects.exists()
    assert browser.get("/note/").content == b""


def test_another_person_at_the_same_browser_sees_nothing_and_it_is_dropped(browser: Client) -> None:
    browser.force_login(UserFactory(may=[Permission.CASE_READ]))
    assert browser.get("/note/").content == b""
    assert not KeptForm.objects.exists()


def test_another_browser_of_the_same_person_does_not_get_it(browser: Client, writer: User) -> None:
    other = Client()
    other.force_login(writer)
    assert other.get("/note/").content == b""


def test_after_an_hour_it_is_gone(browser: Client, writer: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=60))
    browser.force_login(writer)
    assert browser.get("/note/").content == b""


def test_it_lies_sealed_and_without_passwords(browser: Client) -> None:
    (row,) = KeptForm.objects.all()
    assert row.fields.startswith("v1.")
    assert "hun" not in row.fields


def test_a_row_changed_in_the_database_is_refused(browser: Client, writer: User) -> None:
    row = KeptForm.objects.get()
    KeptForm.objects.update(fields=row.fields[:-4] + "AAA=")
    browser.force_login(writer)
    assert browser.get("/note/").content == b""


def test_a_strangers_post_is_not_kept(client: Client) -> None:
    client.post("/note/", {"note": WORDS})
    assert not KeptForm.objects.exists()


def test_a_form_that_stands_on_another_page_comes_back_there(writer: User, clock: time_machine.Traveller) -> None:
    browser = Client()
    browser.force_login(writer)
    clock.shift(timedelta(minutes=16))
    answer = browser.post("/refused-form/", {"note": WORDS, "_page": "/note/"})
    assert answer.headers["Location"].endswith("next=%2Fnote%2F")
    browser.force_login(writer)
    assert browser.get("/note/").content.decode() == WORDS


@pytest.mark.parametrize("page", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_nobody_is_led_away_from_the_house(writer: User, clock: time_machine.Traveller, page: str) -> None:
    browser = Client()
    browser.force_login(writer)
    clock.shift(timedelta(minutes=16))
    assert "evil" not in browser.post("/note/", {"_page": page}).headers["Location"]


def test_a_form_sent_on_another_page_leaves_the_draft(browser: Client, writer: User) -> None:
    browser.force_login(writer)
    browser.post("/account/", {"language": "da"})
    assert browser.get("/note/").content.decode() == WORDS
