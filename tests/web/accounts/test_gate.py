"""What the gate promises for every view."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from time_machine import Traveller

from tests.database import as_owner
from tests.factories.accounts import UserFactory
from tests.pages import content_of
from varsel.base.accounts.gate import NothingRecorded
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.chain import shard_of
from varsel.base.audit.models import Event, ShardHead

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.accounts.urls")]


@pytest.fixture
def user() -> User:
    return UserFactory(may=[Permission.CASE_READ], language="da")


@pytest.fixture
def staff(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def events(user: User, verb: str) -> list[Event]:
    return list(Event.objects.filter(actor_id=user.id, verb=verb).order_by("created_at"))


def test_a_stranger_is_sent_to_the_log_in_page(client: Client) -> None:
    response = client.get("/seen/?x=1")
    assert response.status_code == 302
    assert response.headers["Location"].endswith("?next=%2Fseen%2F%3Fx%3D1")


def test_what_is_seen_is_remembered_with_verb_purpose_and_fields(staff: Client, user: User) -> None:
    assert staff.get("/seen/").status_code == 200
    (event,) = events(user, "case:read")
    assert (event.subject_kind, event.subject_id) == ("user", user.id)
    assert (event.purpose, event.fields) == ("casework", "display_name")


def test_a_list_is_one_event_with_the_ids_shown(staff: Client, user: User) -> None:
    UserFactory.create_batch(2)
    assert staff.get("/listed/").content == b"3"
    (event,) = events(user, "case:list")
    assert event.shown_count == 3
    assert "sought" not in event.criterion


def test_a_view_that_says_nothing_gives_no_answer(staff: Client) -> None:
    with pytest.raises(NothingRecorded):
        staff.get("/silent/")


def test_staff_pages_are_never_stored(staff: Client) -> None:
    assert "no-store" in staff.get("/seen/").headers["Cache-Control"]


def test_staff_pages_are_in_the_users_language(user: User, staff: Client) -> None:
    response = staff.get("/seen/", headers={"accept-language": "en"})
    assert response.headers["Content-Language"] == "da"
    assert response.content.decode() == "Ja"


def test_unknown_and_forbidden_look_alike_and_leave_different_events(staff: Client, user: User) -> None:
    asked = uuid4()
    unknown = staff.get(f"/missing/{asked}/")
    stranger = UserFactory(language="da")
    other = Client()
    other.force_login(stranger)
    forbidden = other.get(f"/missing/{asked}/")
    assert unknown.status_code == forbidden.status_code == 404
    assert content_of(unknown) == content_of(forbidden)
    (mine,), (theirs,) = events(user, "case:read"), events(stranger, "case:read")
    assert (mine.code, theirs.code) == ("not_found", "not_permitted")
    assert list(mine.shown.values_list("subject_kind", "subject_id")) == [("user", asked)]


@pytest.mark.parametrize("address", ["/missing/7c0f2a56-52a1-4b0e-9d5f-2f3f1f1f9a11/", "/refusing/"])
def test_what_was_refused_is_rolled_back(staff: Client, user: User, address: str) -> None:
    staff.get(address)
    assert not User.objects.filter(display_name="written by mistake").exists()


def test_a_page_that_cannot_be_drawn_has_written_nothing(staff: Client, user: User) -> None:
    with pytest.raises(RuntimeError, match="cannot be drawn"):
        staff.get("/unrenderable/")
    assert not User.objects.filter(display_name="written by mistake").exists()
    assert not events(user, "case:read")


def test_a_refusal_answers_with_its_remedy_and_is_remembered(staff: Client, user: User) -> None:
    response = staff.get("/refusing/")
    assert response.status_code == 422
    assert "Try again tomorrow." in response.content.decode()
    assert [event.code for event in events(user, "case:read")] == ["not_today"]


def test_a_refusal_shown_in_its_form_is_remembered_beside_what_was_seen(staff: Client, user: User) -> None:
    assert staff.post("/refused-form/").status_code == 422
    assert {event.code for event in events(user, "case:read")} == {"", "not_today"}


def test_a_stream_begins_after_its_event_is_kept(staff: Client, user: User) -> None:
    response = staff.get("/streamed/")
    assert len(events(user, "case:read")) == 1
    assert response.getvalue() == b"onetwo"


def test_a_user_without_one_time_codes_is_sent_to_set_them_up(client: Client) -> None:
    client.force_login(UserFactory(may=[Permission.CASE_READ], codes=False))
    assert client.get("/seen/").headers["Location"].endswith("/totp/activate/")


def test_a_closed_log_in_is_a_stranger(staff: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert staff.get("/seen/").status_code == 302


def test_a_public_page_knows_nobody_and_is_not_stored(client: Client) -> None:
    response = client.get("/open/")
    assert response.content == b"anonymous"
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_a_public_page_that_shows_no_answers_may_be_stored(client: Client) -> None:
    assert "Cache-Control" not in client.get("/front/").headers


def test_on_a_public_page_too_a_session_that_is_over_is_nobodys(staff: Client, clock: Traveller) -> None:
    assert staff.get("/open/").content == b"user"
    clock.shift(timedelta(minutes=15))
    assert staff.get("/open/").content == b"anonymous"


def test_on_a_public_page_somebody_without_codes_is_nobody(client: Client) -> None:
    client.force_login(UserFactory(codes=False))
    assert client.get("/open/").content == b"anonymous"


@pytest.mark.parametrize(("address", "kind"), [("/seen/", "user"), ("/refusing/", "actor")])
def test_where_the_trail_is_broken_nothing_is_shown_and_the_page_says_so(
    staff: Client, user: User, address: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    number = shard_of(kind, user.pk)
    with as_owner():
        ShardHead.objects.filter(number=number).delete()
    response = staff.get(address)
    assert response.status_code == 503
    assert "Loggen over opslag kan ikke skrives" in response.content.decode()
    assert f"shardhead {number} is missing" in caplog.text
