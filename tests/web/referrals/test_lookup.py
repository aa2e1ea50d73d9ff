"""Looking an earlier referral up, for the one who wrote it and calls now."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.referrals import CENTRE, HOTLINE, PARTNER, ReferralFactory
from varsel.base.accounts.models import User
from varsel.base.audit.models import CRITERION, Event
from varsel.base.kernel.sealing.boxes import open_text
from varsel.casework.referrals.actions.codes import random_code
from varsel.casework.referrals.rules.codes import grouped

pytestmark = pytest.mark.django_db
URL = "/inbox/search/"


@pytest.fixture
def hotline() -> User:
    return UserFactory(may=HOTLINE, language="da")


def find(user: User, text: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.post(URL, {"text": text})


def sought(user: User) -> dict[str, str]:
    event = Event.objects.get(verb="inbox:search", actor_id=user.pk)
    found: dict[str, str] = json.loads(open_text(event.criterion, label=CRITERION, row_id=event.pk))
    return found


def test_the_caller_reads_the_code_out_and_the_referral_is_found(hotline: User) -> None:
    code = random_code()
    ReferralFactory(receipt=code)
    page = find(hotline, grouped(code))
    assert "Nygade 7" in page.content.decode()
    assert sought(hotline) == {"by": "receipt"}
    assert Event.objects.get(verb="inbox:search").shown_count == 1


def test_a_number_finds_one_and_a_day_all_of_that_day_in_copenhagen(hotline: User) -> None:
    late = ReferralFactory(place="Aaaaa", created_at=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    ReferralFactory(place="Bbbbb", created_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    assert "Aaaaa" in find(hotline, late.reference).content.decode()
    day = find(UserFactory(may=CENTRE), "20.11.2026").content.decode()
    assert "Aaaaa" in day
    assert "Bbbbb" not in day
    assert sought(hotline) == {"by": "reference", "reference": late.reference}


@pytest.mark.parametrize("by", ["code", "number"])
def test_of_one_that_a_case_took_over_it_is_said_that_it_was_handled(hotline: User, by: str) -> None:
    code = random_code()
    referral = make.handed_over_referral(receipt=code)
    page = find(hotline, code if by == "code" else referral.reference).content.decode()
    assert f"<strong>{referral.reference}</strong>: Sag oprettet, 21. november 2026." in page
    assert "Nygade" not in page
    assert Event.objects.get(verb="inbox:search").shown_count == 0


def test_a_day_does_not_show_what_a_case_took_over(hotline: User) -> None:
    referral = make.handed_over_referral()
    assert referral.reference not in find(hotline, "21.11.2026").content.decode()


def test_what_is_unknown_and_what_one_is_shut_out_of_look_alike(hotline: User) -> None:
    case = make.CaseFactory()
    make.ConflictFactory(case=case, user=hotline)
    shut = make.handed_over_referral(case)
    for text in (shut.reference, random_code()):
        assert "Intet fundet" in find(hotline, text).content.decode()


@pytest.mark.parametrize("text", ["", "Nygade 7", "20 20 20 20", "31.2.2026"])
def test_what_is_none_of_them_is_said_and_remembered_as_a_search_for_nothing(hotline: User, text: str) -> None:
    assert find(hotline, text).status_code == 422
    assert Event.objects.get(verb="inbox:search").criterion == ""


def test_what_is_sought_is_never_an_address(hotline: User) -> None:
    client = Client()
    client.force_login(hotline)
    ReferralFactory(reference="23456789")
    assert "Nygade" not in client.get(URL, {"text": "23456789"}).content.decode()
    assert f'href="{URL}"' in client.get("/inbox/").content.decode()
    for page in (URL, "/desk/"):
        assert f'method="post" action="{URL}"' in client.get(page).content.decode()


def test_partners_find_nothing() -> None:
    assert find(UserFactory(may=PARTNER), random_code()).status_code == 404
