"""Getting in: a password and a one-time code, and what happens when either is wrong."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import PASSWORD, SECRET, UserFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event

pytestmark = pytest.mark.django_db
LOG_IN, CODE = "/account/login/", "/account/code/"


def one_time_code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def log_in(client: Client, user: User, password: str = PASSWORD, following: str = "") -> str:
    """Send the password; where it leads."""
    answer = client.post(LOG_IN, {"login": user.email, "password": password, "next": following})
    return answer.headers.get("Location", "")


def codes(user: User, verb: str) -> list[str]:
    return list(Event.objects.filter(actor_id=user.id, verb=verb).values_list("code", flat=True))


def test_password_and_code_lead_to_the_page_that_was_asked_for(client: Client) -> None:
    user = UserFactory()
    assert log_in(client, user, following="/account/") == CODE
    answer = client.post(CODE, {"code": one_time_code()})
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert codes(user, "session:begin") == [""]


def test_the_password_alone_opens_nothing(client: Client) -> None:
    log_in(client, UserFactory())
    assert client.get("/home/").status_code == 302


def test_a_wrong_password_and_a_wrong_code_are_events_of_their_owner(client: Client) -> None:
    user = UserFactory()
    log_in(client, user, password="wrong")
    log_in(client, user)
    client.post(CODE, {"code": "000000"})
    assert sorted(codes(user, "session:fail")) == ["wrong_code", "wrong_password"]


def test_a_code_works_once(client: Client) -> None:
    user = UserFactory()
    code = one_time_code()
    log_in(client, user)
    client.post(CODE, {"code": code})
    other = Client()
    log_in(other, user)
    assert other.post(CODE, {"code": code}).status_code == 200
    assert other.get("/home/").status_code == 302


def test_a_recovery_code_works_once(client: Client) -> None:
    user = UserFactory()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    log_in(client, user)
    assert client.post(CODE, {"code": code}).status_code == 302
    other = Client()
    log_in(other, user)
    assert other.post(CODE, {"code": code}).status_code == 200


def test_secrets_of_codes_are_sealed_in_the_database() -> None:
    user = UserFactory()
    RecoveryCodes.activate(user)
    for authenticator in Authenticator.objects.filter(user=user):
        assert SECRET not in str(authenticator.data)
        assert "v1." in str(authenticator.data)


def test_the_first_log_in_leads_to_one_time_codes_and_recovery_codes(client: Client) -> None:
    user = UserFactory(codes=False)
    log_in(client, user, following="/home/")
    assert client.get("/home/").headers["Location"] == "/account/totp/activate/"
    page = client.get("/account/totp/activate/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert secret, (page, client.get("/account/totp/activate/").headers)
    answer = client.post("/account/totp/activate/", {"code": one_time_code(secret[1])})
    assert answer.headers["Location"] == "/account/recovery-codes/"
    assert len(re.findall(r"<code>\d{8}</code>", client.get("/account/recovery-codes/").content.decode())) == 10
    assert client.get("/home/").status_code == 200


def test_one_time_codes_cannot_be_switched_off(client: Client) -> None:
    user = UserFactory()
    client.force_login(user)
    client.post("/account/totp/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()


def test_after_five_wrong_passwords_the_right_one_has_to_wait(client: Client) -> None:
    user = UserFactory()
    for _ in range(5):
        log_in(client, user, password="wrong")
    assert log_in(client, user) == ""


def test_after_the_wait_the_right_password_works(client: Client, clock: time_machine.Traveller) -> None:
    user = UserFactory()
    for _ in range(5):
        log_in(client, user, password="wrong")
    clock.shift(timedelta(minutes=6))
    assert log_in(client, user) == CODE


def test_the_page_never_says_whether_an_e_mail_has_a_log_in(client: Client) -> None:
    user = UserFactory()

    def answer(email: str) -> str:
        page = client.post(LOG_IN, {"login": email, "password": "wrong"}).content.decode()
        return re.sub(r'value="[^"]*"', "", page)

    assert answer(user.email) == answer("nobody@example.org")


def test_a_new_password_is_asked_for_in_the_same_words_whoever_asks(client: Client) -> None:
    user = UserFactory()
    known = client.post("/account/password/reset/", {"email": user.email})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])
    (letter,) = mail.outbox
    assert letter.to == [user.email]
    assert user.display_name not in letter.body
    assert len(re.findall(r"http://\S+", letter.body)) == 1


def test_nobody_signs_up(client: Client) -> None:
    client.post("/account/signup/", {"email": "new@example.org", "password1": PASSWORD})
    assert not User.objects.exists()


@pytest.mark.parametrize("password", ["kort", "q1w2e3r4t5y6"])
def test_short_and_common_passwords_are_refused(client: Client, password: str) -> None:
    user = UserFactory()
    client.post("/account/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)
    assert link
    form = client.get(link[1], follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_closed_log_in_does_not_get_in(client: Client) -> None:
    log_in(client, UserFactory(is_active=False))
    assert client.get("/home/").status_code == 302


def test_the_session_has_another_key_after_the_log_in(client: Client) -> None:
    user = UserFactory()
    log_in(client, user)
    before = client.session.session_key
    client.post(CODE, {"code": one_time_code()})
    assert client.session.session_key != before


def test_a_quarter_of_an_hour_without_a_request_ends_the_session(client: Client, clock: time_machine.Traveller) -> None:
    user = UserFactory()
    client.force_login(user)
    clock.shift(timedelta(minutes=14))
    assert client.get("/home/").status_code == 200
    clock.shift(timedelta(minutes=14))
    assert client.get("/account/stay/").status_code == 204
    clock.shift(timedelta(minutes=15))
    assert client.get("/home/").status_code == 302
    assert codes(user, "session:end") == [""]


def test_a_session_ends_after_twelve_hours_however_busy(client: Client, clock: time_machine.Traveller) -> None:
    client.force_login(UserFactory())
    end = timezone.now() + timedelta(hours=12)
    while timezone.now() + timedelta(minutes=10) < end:
        clock.shift(timedelta(minutes=10))
        assert client.get("/account/stay/").status_code == 204
    clock.move_to(end)
    assert client.get("/account/stay/").status_code == 302


def test_logging_out_is_an_event(client: Client) -> None:
    user = UserFactory(may=[Permission.CASE_LIST])
    client.force_login(user)
    client.post("/account/logout/")
    assert codes(user, "session:end") == [""]
    assert client.get("/home/").status_code == 302


def test_later_a_sensitive_page_asks_for_the_password_again(client: Client, clock: time_machine.Traveller) -> None:
    client.force_login(UserFactory())
    assert client.get("/account/recovery-codes/new/").status_code != 302
    clock.shift(timedelta(minutes=5))
    assert client.get("/account/recovery-codes/new/").headers["Location"].startswith("/account/confirm/")


def test_a_form_of_our_own_gets_past_the_check_of_its_origin() -> None:
    """With the referrer policy `no-referrer` browsers would send `Origin: null` with every form."""
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(LOG_IN)
    assert page.headers["Referrer-Policy"] == "same-origin"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    fields = {"login": "nobody@example.org", "password": "wrong", "csrfmiddlewaretoken": token[1]}
    assert browser.post(LOG_IN, fields, headers={"origin": "http://testserver"}).status_code == 200
    assert browser.post(LOG_IN, fields, headers={"origin": "https://evil.example"}).status_code == 403


def test_many_attempts_elsewhere_do_not_make_the_limit_forget() -> None:
    cache.set("attempts", 5, 300)
    cache.set_many({f"elsewhere-{number}": 1 for number in range(400)}, 300)
    assert cache.get("attempts") == 5


def test_the_counters_of_the_log_in_keep_no_address(client: Client) -> None:
    client.post("/account/login/", {"login": "nobody@varsel.example", "password": "x"}, REMOTE_ADDR="192.0.2.99")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM accounts_cache")
        kept = [key for (key,) in cursor.fetchall()]
    assert kept
    assert not [key for key in kept if "192.0.2" in key or "nobody" in key]


def test_whoever_has_no_password_is_offered_no_page_about_it_and_led_back_to_the_own_log_in(client: Client) -> None:
    """As in the demonstration, which is entered by a button."""
    user = UserFactory()
    client.force_login(user)
    assert "/account/password/" in client.get("/account/").content.decode()
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    page = client.get("/account/").content.decode()
    assert "/account/password/" not in page
    assert "/account/recovery-codes/" not in page
    assert client.get("/account/password/", follow=True).redirect_chain[-1] == ("/account/", 302)
