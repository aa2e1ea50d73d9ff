"""Where the database is busy the gate asks again, before it asks people to."""

import sqlite3

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.web.accounts import urls
from varsel.base.accounts import patience
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.heads import busy
from varsel.base.audit.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.urls")]


class OfPostgres(Exception):
    def __init__(self, sqlstate: str) -> None:
        self.sqlstate = sqlstate


def operational(cause: Exception) -> OperationalError:
    error = OperationalError("told by the driver")
    error.__cause__ = cause
    return error


def locked() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY_SNAPSHOT
    return operational(cause)


PASSING = {
    "the trail": busy(),
    "a deadlock": operational(OfPostgres("40P01")),
    "a serialization": operational(OfPostgres("40001")),
    "a lock": operational(OfPostgres("55P03")),
}


@pytest.fixture(autouse=True)
def database(monkeypatch: pytest.MonkeyPatch) -> urls.Busy:
    monkeypatch.setattr(patience, "PAUSE", (0, 0))
    monkeypatch.setattr(urls, "BUSY", urls.Busy())
    return urls.BUSY


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(UserFactory(may=[Permission.CASE_READ], language="en", display_name="Anna"))
    return client


@pytest.mark.parametrize("error", PASSING.values(), ids=PASSING.keys())
@pytest.mark.parametrize("tries", [1, 2])
def test_a_page_is_read_again_and_shows_and_remembers_one_reading(
    staff: Client, database: urls.Busy, error: Exception, tries: int
) -> None:
    database.error, database.tries = error, tries
    answer = staff.get("/crowded/")
    assert (answer.status_code, answer.content) == (200, b"Done.")
    assert User.objects.get().display_name == "Anna!"
    assert Event.objects.filter(verb="case:read").count() == 1


def test_after_three_tries_it_says_so_and_nothing_was_written(staff: Client, database: urls.Busy) -> None:
    database.error, database.tries = busy(), 3
    answer = staff.get("/crowded/")
    assert answer.status_code == 422
    assert "Send again." in answer.content.decode()
    assert database.asked == 3
    assert User.objects.get().display_name == "Anna"


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ({"submission_key": "k"}, 2),
        ({"state": "sealed"}, 2),
        ({"note": "typed"}, 1),
        ({"submission_key": "k", "file": SimpleUploadedFile("a.txt", b"a")}, 1),
    ],
    ids=["its own key", "its own seal", "no key", "a file"],
)
def test_a_form_is_sent_again_only_where_twice_is_once(
    staff: Client, database: urls.Busy, sent: dict[str, object], asked: int
) -> None:
    database.error, database.tries = busy(), 1
    assert staff.post("/crowded/", sent).status_code == (200 if asked == 2 else 422)
    assert database.asked == asked


@pytest.mark.parametrize(("tries", "status"), [(2, 302), (3, 422)])
def test_a_form_that_catches_the_refusal_itself_is_tried_again_and_keeps_its_words_in_the_end(
    staff: Client, database: urls.Busy, tries: int, status: int
) -> None:
    database.error, database.tries = busy(), tries
    answer = staff.post("/crowded-form/", {"submission_key": "k"})
    assert answer.status_code == status
    assert (answer.content == b"what was typed") == (status == 422)


def test_where_the_database_has_waited_long_already_nobody_waits_twice(staff: Client, database: urls.Busy) -> None:
    database.error, database.tries = locked(), 9
    answer = staff.get("/crowded/")
    assert answer.status_code == 422
    assert "Nothing was saved." in answer.content.decode()
    assert database.asked == 1


def test_what_is_broken_and_not_busy_is_not_tried_again(staff: Client, database: urls.Busy) -> None:
    database.error, database.tries = operational(OfPostgres("08006")), 9
    with pytest.raises(OperationalError):
        staff.get("/crowded/")
    assert database.asked == 1
