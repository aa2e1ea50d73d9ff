"""The auditors' pages: they show the log and nothing else, and reading them stands in the log."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.actors import UnitFactory
from tests.factories.audit import EventFactory
from tests.factories.cases import CaseFactory
from varsel.base.accounts.models import User
from varsel.base.audit.actions import refused
from varsel.base.audit.chain import shard_of
from varsel.base.audit.models import Event, ShardHead
from varsel.base.audit.verbs import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seals(settings: LazySettings, tmp_path: Path) -> Path:
    settings.VARSEL_SEALS = tmp_path
    return tmp_path


@pytest.fixture
def auditor() -> User:
    return UserFactory(may=["audit:read"], language="en", display_name="Auditor")


@pytest.fixture
def browser(auditor: User) -> Client:
    browser = Client()
    browser.force_login(auditor)
    return browser


def text(browser: Client, path: str, **query: object) -> str:
    answer = browser.get(path, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_an_auditor_sees_who_did_what_to_which_number_and_what_for(browser: Client) -> None:
    case, hanne = CaseFactory(), UserFactory(display_name="Hanne Vig")
    EventFactory(by=hanne, subject=case, purpose="casework")
    page = text(browser, "/oversight/")
    assert "Hanne Vig opened a case" in page
    assert str(case) in page
    assert "work on the case" in page


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ({"verb": "case:read"}, {"Hanne"}),
        ({"purpose": "hotline"}, {"Ole"}),
        ({"refused": "on"}, {"Pia"}),
        ({"period": "today"}, {"Hanne", "Ole", "Pia"}),
        ({"day": "2026-11-20"}, set()),
        ({"verb": "no such verb", "period": "x", "who": "x", "after": "x"}, {"Hanne", "Ole", "Pia"}),
    ],
)
def test_the_list_is_narrowed_by_what_stands_in_the_address(
    browser: Client, query: dict[str, str], seen: set[str]
) -> None:
    hanne, ole, pia = (UserFactory(display_name=name) for name in ("Hanne", "Ole", "Pia"))
    EventFactory(by=hanne)
    EventFactory(by=ole, verb=Verb.NOTE_WRITE, purpose="hotline")
    refused(Verb.NOTE_WRITE, by=pia, code="not_found")
    page = text(browser, "/oversight/", **query)
    assert {name for name in ("Hanne", "Ole", "Pia") if f"{name} " in page} == seen


def test_one_persons_look_ups_and_the_way_back_to_all(browser: Client) -> None:
    hanne, ole = UserFactory(display_name="Hanne"), UserFactory(display_name="Ole")
    EventFactory(by=hanne), EventFactory(by=ole)
    page = text(browser, "/oversight/", who=hanne.pk)
    assert "Hanne opened" in page
    assert "Ole opened" not in page
    assert "(take away)" in page


def test_the_readers_own_routine_is_left_out_until_it_is_asked_for_and_the_page_says_so(
    browser: Client, auditor: User
) -> None:
    EventFactory(by=UserFactory(), subject=None, verb=Verb.HOME_OPEN)
    for verb in (Verb.HOME_OPEN, Verb.LOG_LIST, Verb.LOG_OPEN):
        EventFactory(by=auditor, subject=None, verb=verb)
    refused(Verb.LOG_READ, by=auditor, code="not_found")

    def listed(**query: object) -> set[tuple[bool, str]]:
        shown = browser.get("/oversight/", query).context["page"].events
        return {(event.actor_id == auditor.pk, event.verb) for event in shown}

    besides = {(False, "home:open"), (True, "session:begin"), (True, "log:open"), (True, "log:read")}
    routine = {(True, "home:open"), (True, "log:list")}
    assert listed() == besides
    assert listed(own="on") == besides | routine
    assert listed(who=auditor.pk) >= routine
    assert listed(verb="home:open") == {(True, "home:open"), (False, "home:open")}
    assert "is not listed here" in text(browser, "/oversight/")
    assert "is not listed here" not in text(browser, "/oversight/", own="on")


def test_pages_follow_one_another_without_gap_or_overlap(browser: Client) -> None:
    made = {EventFactory().pk for _n in range(120)}
    seen: list[UUID] = []
    after: str | None = ""
    while after is not None:
        page = browser.get("/oversight/", {"verb": "case:read", "after": after}).context["page"]
        seen += [event.pk for event in page.events]
        after = page.following
    assert len(seen) == 120
    assert set(seen) == made


def test_the_list_makes_no_more_queries_as_it_grows(browser: Client, query_budget: object) -> None:
    def grow() -> None:
        for _n in range(10):
            EventFactory(by=UserFactory(), subject=CaseFactory(), purpose="casework")
            EventFactory(by=UserFactory(), subject=None, shown=[("case", uuid4())])
            refused(Verb.CASE_READ, by=UserFactory(), code="not_found", asked=CaseFactory())

    grow()
    query_budget.constant(lambda: browser.get("/oversight/"), grow)  # type: ignore[attr-defined]


def test_unusual_look_ups_stand_on_top_with_the_reason(browser: Client, clock: object) -> None:
    hanne, case = UserFactory(display_name="Hanne"), ("case", uuid4())
    refused(Verb.CASE_READ, by=hanne, code="not_found", asked=case)
    EventFactory(by=hanne, subject=case)
    now = timezone.now()
    clock.move_to(datetime.fromisoformat("2026-11-20T22:30+00:00"))  # type: ignore[attr-defined]
    EventFactory(by=hanne)
    clock.move_to(now)  # type: ignore[attr-defined]
    page = text(browser, "/oversight/")
    unusual, _rest = page.split("All look-ups", 1)
    assert "Opened within a day of being refused the same." in unusual
    assert "Between ten in the evening and six in the morning." in unusual


def test_a_case_of_another_unit_is_unusual_and_ones_own_is_not(browser: Client) -> None:
    case = CaseFactory()
    own, other = UserFactory(display_name="Own"), UserFactory(display_name="Other")
    own.memberships.update(unit=case.unit)
    other.memberships.update(unit=UnitFactory())
    for user in (own, other, UserFactory(display_name="Partner")):
        EventFactory(by=user, subject=case)
    who = {one.who for one in browser.get("/oversight/").context["unusual"]}
    assert who == {"Other"}


def test_without_look_ups_the_page_says_what_to_do(browser: Client, language: str, auditor: User) -> None:
    auditor.language = language
    auditor.save()
    words = {"da": "Vælg en længere periode", "en": "Choose a longer period"}
    assert words[language] in text(browser, "/oversight/", verb="case:assess")


def test_all_about_one_subject_with_lists_and_refusals(browser: Client) -> None:
    case, hanne = CaseFactory(), UserFactory(display_name="Hanne")
    EventFactory(by=hanne, subject=case)
    EventFactory(by=hanne, subject=None, verb=Verb.CASE_LIST, shown=[("case", case.pk)])
    refused(Verb.NOTE_WRITE, by=hanne, code="not_found", asked=case)
    page = text(browser, f"/oversight/case/{case.pk}/")
    assert {act for act in ("opened a case", "saw a list of cases", "wrote a note") if act in page} == {
        "opened a case",
        "saw a list of cases",
        "wrote a note",
    }


def test_a_case_is_found_by_the_number_on_paper(browser: Client) -> None:
    case = CaseFactory()
    EventFactory(subject=case)
    answer = browser.post("/oversight/find/", {"number": str(case).lower()})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/oversight/case/{case.pk}/"
    wrong = browser.post("/oversight/find/", {"number": "0000"})
    assert wrong.status_code == 422
    assert "Nothing has this number." in wrong.content.decode()
    assert 'value="0000"' in wrong.content.decode()


def test_the_extract_names_no_staff(browser: Client) -> None:
    case, hanne = CaseFactory(), UserFactory(display_name="Hanne Vig")
    for _n in range(2):
        EventFactory(by=hanne, subject=case, purpose="casework")
    refused(Verb.NOTE_WRITE, by=hanne, code="not_found", asked=case)
    page = text(browser, f"/oversight/case/{case.pk}/extract/")
    assert "Somebody opened a case" in page
    assert "work on the case" in page
    assert "<td>2</td>" in page
    assert "Hanne" not in page
    assert "wrote a note" not in page


def test_what_was_searched_for_is_opened_deliberately_and_the_log_remembers(browser: Client, auditor: User) -> None:
    event = EventFactory(by=UserFactory(), subject=None, verb=Verb.CASE_LIST, criterion={"text": "Maria"})
    assert "Maria" not in text(browser, f"/oversight/event/{event.pk}/")
    answer = browser.post(f"/oversight/event/{event.pk}/")
    assert "Maria" in answer.content.decode()
    remembered = Event.objects.filter(actor_id=auditor.pk, subject_kind="event", subject_id=event.pk)
    assert set(remembered.values_list("verb", flat=True)) == {"log:read", "log:open"}


def test_reading_the_log_stands_in_the_log(browser: Client, auditor: User) -> None:
    case = CaseFactory()
    EventFactory(subject=case)
    for path in ("/oversight/", f"/oversight/case/{case.pk}/", f"/oversight/case/{case.pk}/extract/"):
        text(browser, path)
    own = Event.objects.filter(actor_id=auditor.pk, verb__startswith="log:").order_by("created_at", "seq")
    assert {(event.verb, event.purpose) for event in own} == {
        ("log:list", "oversight"),
        ("log:read", "oversight"),
        ("log:read", "access_request"),
    }


def test_the_log_is_checked_and_sealed_from_the_page(browser: Client, seals: Path) -> None:
    assert "The log has never been checked" in text(browser, "/oversight/chain/")
    EventFactory()
    assert "the log is whole" in browser.post("/oversight/chain/check/").content.decode()
    assert browser.post("/oversight/chain/seal/").status_code == 302
    assert (seals / "2026-11-21.json").exists()
    assert "Sealed today" in text(browser, "/oversight/chain/")
    assert browser.post("/oversight/chain/seal/").status_code == 302
    assert (seals / "2026-11-21T13.json").exists()
    assert browser.get("/oversight/chain/").status_code == 200
    assert browser.post("/oversight/chain/seal/").status_code == 422


def test_a_broken_log_is_said_on_every_page_with_its_row(browser: Client, auditor: User) -> None:
    own = [shard_of(kind, auditor.pk) for kind in ("actor", "user")]  # else nothing would be shown at all
    broken = ShardHead.objects.exclude(number__in=own).order_by("number")[0]
    ShardHead.objects.filter(pk=broken.pk).update(events=99)
    assert "The log has been tampered with" in browser.post("/oversight/chain/check/").content.decode()
    assert "The log has been tampered with" in text(browser, "/oversight/")
    assert f"ShardHead {broken.number}" in text(browser, "/oversight/chain/")
    assert "The log has been tampered with" in text(browser, "/home/")


def test_a_long_log_is_checked_by_the_command(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("varsel.base.oversight.queries.chain.SMALL", 0)
    EventFactory()
    assert "varsel audit verify" in text(browser, "/oversight/chain/")
    assert browser.post("/oversight/chain/check/").status_code == 422


def test_what_waits_for_an_auditor(browser: Client) -> None:
    page = text(browser, "/home/")
    assert "Seal today&#x27;s log" in page
    assert "Check that the log is whole" in page


def test_others_find_no_log_and_no_entry_in_the_menu(client: Client) -> None:
    client.force_login(UserFactory(may=["case:list", "user:list"]))
    assert client.get("/oversight/").status_code == 404
    assert "/oversight/" not in client.get("/home/").content.decode()


def test_an_event_of_the_week_before_is_not_on_top(browser: Client, clock: object) -> None:
    clock.move_to(timezone.now() - timedelta(days=9, hours=13))  # type: ignore[attr-defined]
    EventFactory(by=UserFactory())
    clock.move_to(timezone.now() + timedelta(days=9, hours=13))  # type: ignore[attr-defined]
    assert browser.get("/oversight/").context["unusual"] == []
