"""Coming back with the code."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import MessageFactory, ReferralFactory
from varsel.casework.referrals import access, actions
from varsel.casework.referrals.actions.codes import random_code
from varsel.casework.referrals.models import Attempts, Message
from varsel.casework.referrals.rules import limits
from varsel.casework.referrals.rules.triage import Outcome

pytestmark = pytest.mark.django_db
URL = "/da/receipt/"


@pytest.fixture
def code() -> str:
    return random_code()


def come_back(client: Client, code: str, **more: str) -> Any:
    return client.post(URL, {"code": code, **more})


def ticket(answer: Any) -> str:
    return re.search(r'name="ticket" value="([^"]+)"', answer.content.decode()).group(1)


def test_the_page_of_the_code_shows_nothing_of_the_report(client: Client, code: str) -> None:
    ReferralFactory(receipt=code)
    page = come_back(client, code).content.decode()
    assert "Nygade" not in page
    assert "gå ud alene" not in page
    assert not client.cookies


@pytest.mark.parametrize("outcome", [Outcome.ADVICE, Outcome.JOINED, Outcome.OPENED])
def test_every_end_looks_the_same_to_an_anonymous_sender(client: Client, code: str, outcome: Outcome) -> None:
    referral = ReferralFactory(receipt=code)
    actions.triage(referral=referral, outcome=outcome, by=UserFactory(), after=None)
    page = come_back(client, code).content.decode()
    other = random_code()
    actions.triage(
        referral=ReferralFactory(receipt=other), outcome=Outcome.NO_ACTION, by=UserFactory(), after=None, reason="–"
    )
    drawn_anew = re.compile(r'name="(ticket|submission_key)" value="[^"]+"')
    assert drawn_anew.sub("", page) == drawn_anew.sub("", come_back(client, other).content.decode())


def test_wrong_unknown_mistyped_and_expired_codes_get_one_answer(client: Client, code: str, clock: Any) -> None:
    referral = ReferralFactory(receipt=code)
    actions.triage(referral=referral, outcome=Outcome.ADVICE, by=UserFactory(), after=None)
    clock.shift(timedelta(days=181))
    mistyped = code[:-1] + ("2" if code[-1] != "2" else "3")
    pages = {come_back(client, typed).content for typed in (code, random_code(), mistyped, "", "x" * 39, "ÆØÅ")}
    assert len(pages) == 1


def test_a_code_is_open_until_it_expires(client: Client, code: str, clock: Any) -> None:
    referral = ReferralFactory(receipt=code)
    clock.shift(timedelta(days=400))
    assert come_back(client, code).status_code == 200
    actions.triage(referral=referral, outcome=Outcome.ADVICE, by=UserFactory(), after=None)
    clock.shift(timedelta(days=179))
    assert come_back(client, code).status_code == 200


def test_guessing_is_stopped_for_one_address_and_goes_on_after_a_while(client: Client, code: str, clock: Any) -> None:
    ReferralFactory(receipt=code)
    for _ in range(30):
        assert come_back(client, random_code()).status_code == 422
    assert come_back(client, code).status_code == 422
    assert client.post(URL, {"code": code}, REMOTE_ADDR="192.0.2.7").status_code == 200
    clock.shift(timedelta(minutes=16))
    assert come_back(client, code).status_code == 200


def test_guessing_from_many_addresses_of_one_network_is_stopped_and_shuts_nobody_else_out(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.LIMITS, "receipt", limits.Limit(own=30, network=5))
    ReferralFactory(receipt=code)
    for number in range(9):
        client.post(URL, {"code": "x"}, REMOTE_ADDR=f"192.0.2.{number}")
    answers = [client.post(URL, {"code": code}, REMOTE_ADDR=at).status_code for at in ("192.0.2.200", "192.0.3.1")]
    assert answers == [422, 200]


def test_a_conversation_takes_twenty_answers_in_a_quarter_of_an_hour_wherever_they_come_from(
    client: Client, code: str
) -> None:
    ReferralFactory(receipt=code)
    for number in range(21):
        here = {"REMOTE_ADDR": f"192.0.{number}.1"}
        page = client.post(URL, {"code": code}, **here)
        last = client.post(URL, {"ticket": ticket(page), "text": f"Nummer {number}"}, **here)
    assert last.status_code == 422
    assert "Nummer 20" in last.content.decode()
    assert Message.objects.count() == 20


@pytest.mark.usefixtures("danish_pack")
def test_every_refusal_says_whom_to_call(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "receipt", limits.Limit(own=0))
    words = re.search(r'id="code-error">([^<]+)<', come_back(client, "x").content.decode()).group(1)
    assert "70 20 25 50" in words
    assert "112" in words


def test_no_address_is_kept(client: Client) -> None:
    client.post(URL, {"code": "x"}, REMOTE_ADDR="192.0.2.99")
    assert all("192" not in bucket or len(bucket) == 64 for bucket in Attempts.objects.values_list("bucket", flat=True))


def test_codes_are_compared_in_constant_time(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import hmac

    ReferralFactory(receipt=code)
    seen: list[tuple[str, str]] = []
    real = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", lambda a, b: seen.append((a, b)) or real(a, b))
    for typed in (code, random_code(), "x"):
        access.by_receipt(typed, open_for=timedelta(days=1))
    assert len(seen) == 3


def test_a_right_and_a_wrong_code_take_the_same_queries(code: str, query_budget: Any) -> None:
    ReferralFactory(receipt=code)
    for typed in (code, random_code(), "x"):
        with query_budget(1):
            access.by_receipt(typed, open_for=timedelta(days=1))


def test_a_question_is_answered_without_the_code_being_typed_again(client: Client, code: str, clock: Any) -> None:
    referral = ReferralFactory(receipt=code)
    MessageFactory(referral=referral, text="Hvornår må vi ringe?")
    page = come_back(client, code)
    assert "Hvornår må vi ringe?" in page.content.decode()
    clock.shift(timedelta(minutes=1))
    answered = client.post(URL, {"ticket": ticket(page), "text": "Aldrig om aftenen."})
    assert "Aldrig om aftenen." not in answered.content.decode()
    assert "Hvornår" not in answered.content.decode()
    assert Message.objects.get(by_centre=False).text.open("triage") == "Aldrig om aftenen."


def test_an_old_page_keeps_the_answer_and_asks_for_the_code(client: Client, code: str, clock: Any) -> None:
    ReferralFactory(receipt=code)
    page = come_back(client, code)
    clock.shift(timedelta(minutes=31))
    late = client.post(URL, {"ticket": ticket(page), "text": "Jeg skrev længe."})
    assert late.status_code == 422
    assert "Jeg skrev længe." in late.content.decode()
    assert "Jeg skrev længe." in come_back(client, code, text="Jeg skrev længe.").content.decode()


def test_an_empty_answer_is_refused_at_the_field(client: Client, code: str) -> None:
    ReferralFactory(receipt=code)
    assert client.post(URL, {"ticket": ticket(come_back(client, code)), "text": " "}).status_code == 422


def test_a_double_click_is_one_answer(client: Client, code: str) -> None:
    ReferralFactory(receipt=code)
    page = come_back(client, code)
    key = re.search(r'name="submission_key" value="([^"]+)"', page.content.decode()).group(1)
    for _ in range(2):
        sent = {"ticket": ticket(page), "text": "Aldrig om aftenen.", "submission_key": key}
        assert client.post(URL, sent).status_code == 200
    assert Message.objects.count() == 1


def test_a_whole_network_of_new_addresses_is_one_guesser(client: Client, code: str) -> None:
    ReferralFactory(receipt=code)
    for number in range(30):
        client.post(URL, {"code": random_code()}, REMOTE_ADDR=f"2001:db8:1:2::{number}")
    assert client.post(URL, {"code": code}, REMOTE_ADDR="2001:db8:1:2:ffff::1").status_code == 422
    assert client.post(URL, {"code": code}, REMOTE_ADDR="2001:db8:1:3::1").status_code == 200
