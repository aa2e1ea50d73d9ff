"""Rooms put entries into the navigation and say what waits; the pages show what somebody may see."""

from datetime import date

import pytest

from varsel.base.design import hotline, navigation, waiting
from varsel.base.design.waiting import Urgency, Waiting


@pytest.fixture(autouse=True)
def empty_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    monkeypatch.setattr(navigation, "_href", lambda entry: f"/{entry.url_name}/")
    monkeypatch.setattr(waiting, "_sources", {})
    monkeypatch.setattr(hotline, "_providers", [])


class Somebody:
    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions

    def has(self, permission: str) -> bool:
        return permission in self.permissions


def test_a_link_without_its_permission_is_absent() -> None:
    navigation.register(label="Cases", url_name="cases", permission="case:list", order=20)
    navigation.register(label="Home", url_name="home", order=10)
    assert [link.label for link in navigation.links(Somebody().has, "/")] == ["Home"]
    assert [link.label for link in navigation.links(Somebody("case:list").has, "/")] == ["Home", "Cases"]


def test_what_says_its_purpose_stands_on_the_home_page_of_those_who_may_open_it_and_not_always_in_the_menu() -> None:
    navigation.register(label="Home", url_name="home")
    navigation.register(label="Table", url_name="table", permission="statistics:read", purpose="What it is for.")
    navigation.register(
        label="File", url_name="file", permission="statistics:export", purpose="To take along.", in_menu=False
    )
    reader, taker = Somebody("statistics:read"), Somebody("statistics:read", "statistics:export")
    assert [link.label for link in navigation.links(taker.has, "/")] == ["Home", "Table"]
    assert [link.label for link in navigation.purposes(taker.has)] == ["File", "Table"]
    assert [(link.label, link.purpose) for link in navigation.purposes(reader.has)] == [("Table", "What it is for.")]


def test_the_nearest_link_is_the_current_one() -> None:
    navigation.register(label="Cases", url_name="cases")
    navigation.register(label="Due", url_name="cases/due")
    current = [link.label for link in navigation.links(Somebody().has, "/cases/due/today/") if link.current]
    assert current == ["Due"]


def test_an_entry_registered_twice_stands_once() -> None:
    navigation.register(label="Old", url_name="cases")
    navigation.register(label="New", url_name="cases")
    assert [entry.label for entry in navigation.entries()] == ["New"]


def test_what_waits_is_sorted_by_urgency_and_then_by_day() -> None:
    late = Waiting("late", "/1", date(2026, 11, 1), Urgency.OVERDUE)
    danger = Waiting("danger", "/2", None, Urgency.DANGER)
    soon, sooner = Waiting("b", "/3", date(2026, 12, 3)), Waiting("a", "/4", date(2026, 12, 1))
    waiting.register("cases", "case:list", lambda user: [soon, late, sooner])
    waiting.register("inbox", "referral:list", lambda user: [danger])
    assert waiting.waiting_for(Somebody("case:list", "referral:list")) == ([danger, late, sooner, soon], [])


def test_a_source_is_not_asked_for_those_who_may_not_see_it() -> None:
    def closed(user: object) -> list[Waiting]:
        raise AssertionError("asked")

    waiting.register("cases", "case:list", closed)
    assert waiting.waiting_for(Somebody()) == ([], [])


def test_without_a_provider_there_is_no_hotline() -> None:
    assert hotline.hotline() is None
    hotline.provide(lambda: hotline.Hotline("70 20 25 50", open_now=True))
    found = hotline.hotline()
    assert found is not None
    assert found.dial == "70202550"
