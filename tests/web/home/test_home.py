"""The front page, what waits for me, and the health of the house."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils.html import escape

from tests.factories.accounts import UserFactory
from varsel.base.design import waiting
from varsel.base.design.waiting import Source, Urgency, Waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sources(monkeypatch: pytest.MonkeyPatch) -> dict[str, Source]:
    """Only what a test registers waits for anybody."""
    registered: dict[str, Source] = {}
    monkeypatch.setattr(waiting, "_sources", registered)
    return registered


def page(client: Client, *may: str) -> str:
    client.force_login(UserFactory(may=may, language="en"))
    return client.get("/home/").content.decode()


def test_what_waits_stands_by_urgency_and_only_for_whom_it_concerns(client: Client) -> None:
    late = Waiting("Late", "/a/", due=date(2026, 11, 20), urgency=Urgency.OVERDUE)
    danger = Waiting("Danger", "/b/", urgency=Urgency.DANGER)
    waiting.register("cases", "case:list", lambda user: [late, danger])
    waiting.register("inbox", "inbox:list", lambda user: [Waiting("Hidden", "/c/")])
    shown = page(client, "case:list")
    assert shown.index("Danger") < shown.index("Late")
    assert "Hidden" not in shown


def test_when_nothing_waits_the_page_says_what_to_do(client: Client) -> None:
    assert "Nothing waits for you" in page(client, "case:list")


@pytest.mark.parametrize(
    ("may", "address"),
    [
        ("statistics:read", "/statistics/"),
        ("statistics:export", "/statistics/assessed.csv"),
        ("user:manage", "/people/invite/"),
        ("user:list", "/people/"),
        ("audit:read", "/oversight/"),
        ("case:list", "/cases/"),
    ],
)
def test_where_nothing_waits_every_page_of_the_menu_stands_with_what_it_is_for(
    client: Client, may: str, address: str, language: str
) -> None:
    client.force_login(UserFactory(may=[may], language=language))
    answer = client.get("/home/")
    assert [page.href for page in answer.context["pages"]] == [address]
    shown = answer.content.decode()
    assert escape(answer.context["pages"][0].purpose) in shown
    assert f"/{language}/figures/" in shown


def test_people_who_work_with_figures_see_it_beside_what_waits_and_caseworkers_do_not(client: Client) -> None:
    waiting.register("any", "case:list", lambda user: [Waiting("A case", "/a/")])
    waiting.register("other", "user:list", lambda user: [Waiting("A role", "/b/")])
    assert "What you can do here" in page(client, "user:list")
    assert "What you can do here" not in page(client, "case:list")


def test_somebody_without_a_role_is_told_whom_to_ask(client: Client) -> None:
    assert "You have no role yet" in page(client)


def test_the_front_page_is_in_the_language_of_its_address_and_sets_no_cookie(client: Client, language: str) -> None:
    response = client.get(f"/{language}/")
    question = {"da": "Hvad kan vi hjælpe med?", "en": "What can we help with?"}[language]
    assert question in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize(("accepts", "leads_to"), [("", "/da/"), ("en", "/en/"), ("de", "/da/")])
def test_the_bare_address_leads_to_the_visitors_language(client: Client, accepts: str, leads_to: str) -> None:
    assert client.get("/", headers={"accept-language": accepts}).headers["Location"] == leads_to


def test_health_says_ok_and_nothing_else(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")


def test_health_fails_without_a_key_ring_and_does_not_say_why(
    client: Client, settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VARSEL_KEYRING_VALUE", raising=False)
    settings.VARSEL_KEYRING = tmp_path / "gone.json"  # type: ignore[attr-defined]
    response = client.get("/health/")
    assert (response.status_code, response.content) == (503, b"failing")


@pytest.mark.parametrize("address", ["/health/", "/da/", "/en/referral/write/", "/account/login/", "/home/"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_pages_are_read_or_posted_to_and_nothing_else(address: str, method: str) -> None:
    answer = Client(enforce_csrf_checks=True).generic(method, address)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")


def test_health_is_only_read(client: Client) -> None:
    assert client.post("/health/").status_code == 405
