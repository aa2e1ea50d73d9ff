"""Street work: a suspicion stays in sight when it was referred, and a visit that waits is known by its place."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.referrals import PartnerReferralFactory, SuspicionFactory
from tests.factories.signs import SignFactory
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.casework.referrals.models import Suspicion, Visit

pytestmark = pytest.mark.django_db


def worker_of(kept: Suspicion) -> Client:
    kept.user.language = "da"
    kept.user.save()
    client = Client()
    client.force_login(kept.user)
    return client


def referred(**more: Any) -> Suspicion:
    kept = SuspicionFactory(**more)
    kept.referral = PartnerReferralFactory(organisation=kept.organisation, user=kept.user)
    kept.closed_at = kept.referral.created_at
    kept.save()
    return kept


def test_what_was_referred_stays_in_sight_with_a_link_to_what_was_sent() -> None:
    kept = referred(first_name="Mira")
    client = worker_of(kept)
    link = f'href="/sent/{kept.referral.reference}/"'
    for address in ("/outreach/", f"/outreach/{kept.pk}/"):
        page = client.get(address).content.decode()
        assert "Mira" in page
        assert link in page
    assert Event.objects.get(verb="suspicion:list").shown_count == 1


def test_a_suspicion_that_came_to_nothing_or_was_erased_leaves_the_list() -> None:
    kept = referred(first_name=None, place=None)
    SuspicionFactory(organisation=kept.organisation, user=kept.user, closed_at=kept.closed_at)
    found = worker_of(kept).get("/outreach/").context["found"]
    assert (found.planned, found.referred) == ([], [])


def test_who_may_not_follow_referrals_gets_no_link_to_one() -> None:
    kept = referred()
    client = Client()
    client.force_login(UserFactory(organisation=kept.organisation, may=[Permission.SUSPICION_KEEP]))
    page = client.get("/outreach/").content.decode()
    assert "Mira" in page
    assert "/sent/" not in page


def test_the_list_of_suspicions_takes_as_many_queries_with_many_rows_as_with_one(query_budget: Any) -> None:
    kept = referred()
    SuspicionFactory(organisation=kept.organisation, user=kept.user)
    client = worker_of(kept)

    def more() -> None:
        for _ in range(10):
            referred(organisation=kept.organisation, user=kept.user)
            SuspicionFactory(organisation=kept.organisation, user=kept.user)

    query_budget.constant(lambda: client.get("/outreach/"), more)


def test_a_visit_that_waits_is_known_by_its_place_and_names_nobody_and_the_look_is_an_event() -> None:
    kept = SuspicionFactory(first_name="Mira", place="Ved banen\nbag kiosken", next_visit=date(2026, 11, 21))
    page = worker_of(kept).get("/home/").content.decode()
    assert "Besøg: Ved banen" in page
    assert "Mira" not in page
    assert Event.objects.get(verb="home:open", shown_count=1).shown.get().subject_id == kept.pk


def test_a_visit_without_a_place_is_known_by_the_day_on_which_its_suspicion_began() -> None:
    kept = SuspicionFactory(first_name="Mira", place="", next_visit=date(2026, 11, 21))
    assert "Besøg: mistanke fra 21. november" in worker_of(kept).get("/home/").content.decode()


def test_more_signs_are_shown_on_demand_alone_and_what_was_typed_is_kept() -> None:
    kept = SuspicionFactory()
    signs = [SignFactory(order=number) for number in range(20)]
    ticked, told = signs[-1].key, {**day("on", "2026-11-21"), "note": "Bliver stående"}
    client, address = worker_of(kept), f"/outreach/{kept.pk}/visit/"

    def shown(answer: Any) -> int:
        return answer.content.decode().count('name="signs"')

    assert shown(client.get(address)) == 12
    every = client.post(address, {**told, "signs": ticked, "go": "more"})
    assert (every.status_code, shown(every)) == (200, 20)
    assert "Bliver stående" in every.content.decode()
    assert "form-error" not in every.content.decode()
    wrong = client.post(address, {**told, "on_day": "32", "signs": ticked})
    assert (wrong.status_code, shown(wrong)) == (422, 13)
    assert client.post(address, {**told, "signs": ticked}).status_code == 302
    assert Visit.objects.get().signs == [ticked]


def test_only_the_day_of_a_visit_must_be_given_and_the_page_says_so() -> None:
    kept = SuspicionFactory()
    page = worker_of(kept).get(f"/outreach/{kept.pk}/visit/").content.decode()
    labels = re.findall(r"<(?:label|legend)[^>]*form-label[^>]*>(.*?)</(?:label|legend)>", page, re.S)
    optional = [label.split("<")[0].strip() for label in labels if "(frivilligt)" in label]
    assert optional == ["Med dine egne ord", "Hvad lagde du mærke til?", "Hvornår kommer du igen?"]


def day(name: str, text: str) -> dict[str, str]:
    return dict(zip((f"{name}_year", f"{name}_month", f"{name}_day"), text.split("-"), strict=True))


@pytest.mark.parametrize(
    ("on", "following", "said"),
    [
        ("2026-11-22", "2026-11-28", "Den dag er ikke kommet endnu. Skriv en dag til og med i dag."),
        ("2026-11-21", "2026-11-20", "Den dag er gået. Skriv en dag fra i dag og frem, eller lad feltet stå tomt."),
        ("2026-11-21", "2026-11-21", ""),
    ],
)
def test_a_visit_has_been_and_the_next_one_is_to_come_and_the_page_says_how_to_mend_it(
    on: str, following: str, said: str
) -> None:
    kept = SuspicionFactory()
    told = {**day("on", on), **day("next_visit", following), "note": "Bliver stående"}
    answer = worker_of(kept).post(f"/outreach/{kept.pk}/visit/", told)
    assert answer.status_code == (422 if said else 302)
    assert said in answer.content.decode()
