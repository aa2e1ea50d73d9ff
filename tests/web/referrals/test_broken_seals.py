"""A value that does not open hides no other, and every page that meets it hands it to the log."""

from datetime import date
from typing import Any

import pytest
from django.db import models
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import CENTRE, PartnerReferralFactory, ReferralFactory, SuspicionFactory
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event

pytestmark = pytest.mark.django_db


def broken(row: Any, *, by: str) -> None:
    """The place holds what was sealed for another field of the row."""
    kind: type[models.Model] = type(row)
    row.__dict__["place"] = kind._default_manager.filter(pk=row.pk).values_list(by, flat=True).get()
    row.save(update_fields=["place"])


def page(user: User, address: str, **typed: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.post(address, typed) if typed else client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def logged(verb: str) -> int:
    return Event.objects.filter(verb=verb, code="seal_broken").count()


@pytest.mark.parametrize("sought", ["number", "day"])
def test_the_search_shows_the_others_and_logs_what_did_not_open(sought: str) -> None:
    referral = ReferralFactory()
    ReferralFactory(place="Havnegade 1")
    broken(referral, by="narrative")
    text = referral.reference if sought == "number" else "21.11.2026"
    shown = page(UserFactory(may=CENTRE, language="da"), "/inbox/search/", text=text)
    assert "kan ikke vises" in shown
    assert ("Havnegade 1" in shown) is (sought == "day")
    assert logged("inbox:search") == 1


def test_the_home_page_shows_the_visits_that_wait_and_logs_a_place_that_did_not_open() -> None:
    kept = SuspicionFactory(next_visit=date(2026, 11, 21))
    broken(kept, by="first_name")
    SuspicionFactory(organisation=kept.organisation, place="Havnegade 1", next_visit=date(2026, 11, 21))
    assert "Havnegade 1" in page(kept.user, "/home/")
    assert logged("home:open") == 1


def test_the_home_page_shows_the_question_that_waits_and_logs_a_place_that_did_not_open() -> None:
    asked = PartnerReferralFactory(status="question")
    broken(asked, by="narrative")
    assert asked.reference in page(asked.user, "/home/")
    assert logged("home:open") == 1
