"""A flood costs those who make it; it shuts nobody out, and danger is never turned away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import CENTRE, PARTNER, ReferralFactory
from tests.web.referrals.test_writing import Writer
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.queries.waits import in_the_inbox
from varsel.casework.referrals.rules import limits
from varsel.casework.referrals.rules.situation import Urgency

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    """All together have sent what all together may."""
    monkeypatch.setitem(limits.LIMITS, "send", limits.Limit(own=20, network=200, together=1))
    Writer(Client(REMOTE_ADDR="198.51.100.1")).fill().send()


@pytest.fixture
def crowded_house(monkeypatch: pytest.MonkeyPatch) -> None:
    """Much has been sent from where the visitor is."""
    monkeypatch.setitem(limits.LIMITS, "send", limits.Limit(own=0))


def in_danger(client: Client) -> Writer:
    writer = Writer(client).fill()
    writer.post(page="danger", go="check", danger="now")
    return writer


@pytest.mark.usefixtures("crowd")
def test_when_very_many_write_a_sending_costs_a_short_wait_and_is_then_like_any_other(
    client: Client, clock: Any
) -> None:
    writer = Writer(client).fill()
    page = writer.send()
    assert page.status_code == 422
    assert "Hun må ikke gå ud alene." in page.content.decode()
    clock.shift(timedelta(seconds=5))
    assert writer.send().status_code == 422
    clock.shift(timedelta(seconds=16))
    assert writer.send().status_code == 200
    assert list(Referral.objects.values_list("crowded", flat=True)) == [False, False]


@pytest.mark.usefixtures("crowd")
def test_one_wait_does_not_open_the_door_for_a_hundred(client: Client, clock: Any) -> None:
    writer = Writer(client).fill()
    writer.send()
    clock.shift(timedelta(seconds=21))
    answers = []
    for number in range(12):
        writer.post(page="signs", go="check", narrative=f"Nummer {number}")
        waited = writer.state
        answers.append(writer.send().status_code)
        writer.state = waited
    assert answers == [200] * 9 + [422] * 3


@pytest.mark.usefixtures("crowd")
def test_danger_now_is_taken_at_once_in_any_flood_and_stands_behind(client: Client) -> None:
    assert in_danger(client).send().status_code == 200
    assert list(Referral.objects.order_by("created_at", "crowded").values_list("crowded", flat=True)) == [False, True]


@pytest.mark.usefixtures("danish_pack", "crowded_house")
@pytest.mark.parametrize("language", ["da", "en"])
def test_where_much_was_sent_danger_is_taken_and_the_rest_is_told_when_and_whom_to_call(
    client: Client, language: str
) -> None:
    page = Writer(client, language).fill().send()
    assert page.status_code == 422
    told = str(page.context["refusal"].remedy)
    assert {"da": "kvarter", "en": "quarter of an hour"}[language] in told
    assert "70 20 25 50" in told
    assert "Hun må ikke gå ud alene." in page.content.decode()
    assert in_danger(client).send().status_code == 200
    assert Referral.objects.get().crowded


@pytest.mark.usefixtures("crowded_house")
def test_a_log_in_is_counted_by_itself_and_not_by_its_address(client: Client) -> None:
    client.force_login(UserFactory(may=PARTNER))
    assert Writer(client, sender="partner").fill().send().status_code == 200
    assert not Referral.objects.get().crowded


def logged_in() -> Client:
    client = Client()
    client.force_login(UserFactory(may=CENTRE, language="da"))
    return client


def test_what_came_in_a_flood_stands_last_and_the_inbox_says_that_it_is_there() -> None:
    for place, crowded, urgency in (("A", True, Urgency.NOW), ("B", False, Urgency.ADVICE), ("C", False, Urgency.SOON)):
        ReferralFactory(place=place * 9, crowded=crowded, urgency=urgency)
    client = logged_in()
    page = client.get("/inbox/").content.decode()
    assert page.index("CCCCCCCCC") < page.index("BBBBBBBBB") < page.index("AAAAAAAAA")
    assert "1 henvendelse kom i en strøm" in page
    alone = client.get("/inbox/?show=crowded").content.decode()
    assert "AAAAAAAAA" in alone
    assert "BBBBBBBBB" not in alone


def test_a_list_with_a_flood_in_it_is_read_without_a_gap() -> None:
    made = {ReferralFactory(urgency=number % 3, crowded=number % 2).reference for number in range(40)}
    client, seen, mark = logged_in(), [], ""
    while mark is not None:
        answer = client.get(f"/inbox/?show=all&after={mark}")
        seen += [row.referral.reference for row in answer.context["rows"]]
        mark = answer.context["following"]
    assert len(seen) == 40
    assert set(seen) == made


def test_a_flood_is_one_line_on_the_home_page() -> None:
    ReferralFactory.create_batch(3, crowded=True, urgency=Urgency.NOW)
    ReferralFactory()
    found = in_the_inbox(UserFactory(may=CENTRE))
    assert len(found) == 2
    assert found[-1].url.endswith("show=crowded")
