"""The pages of casework in a browser: nothing axe finds, no fault, and the list is worked by keyboard."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import cases as make
from varsel.base.accounts.models import User
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case
from varsel.casework.cases.rules.parts import CasePart

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker() -> User:
    make.the_rules()
    return make.caseworker(display_name="Karen Madsen")


@pytest.fixture
def case(worker: User) -> Case:
    case = make.opened_case(worker, stay="eu_citizen", working_name="Viben", in_danger=True, may_be_child=True)
    make.interviewed(case, worker)
    make.grounds(case)
    actions.add_note(case, by=worker, text="Hun vil gerne tale med en advokat.")
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 10, 30))
    actions.extend_clock(case, by=worker, clock="restitution", on=date(2026, 11, 20), days=30, ground="special_reasons")
    make.ShareFactory(case=case)
    return case


def log_in(page: Page, user: User, url: str) -> None:
    client = Client()
    client.force_login(user)
    cookies = [{"name": name, "value": morsel.value, "url": url} for name, morsel in client.cookies.items()]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_of_a_case_has_a_barrier(
    page_desktop: Page, check_page: Callable[[Page], None], worker: User, case: Case, language: str, live_server: object
) -> None:
    worker.language = language
    worker.save()
    log_in(page_desktop, worker, str(live_server))
    addresses = [reverse("cases:list"), reverse("cases:list") + "?status=closed", reverse("cases:new")]
    detail = reverse("cases:detail", args=[case.number])
    addresses += [f"{detail}?part={part}" for part in (*CasePart, "consents", "sharing")]
    names = ("clock", "assess", "share", "identity", "person", "interview", "situation", "element", "consent", "note")
    addresses += [reverse(f"cases:{name}", args=[case.number]) for name in names]
    for number, address in enumerate(addresses):
        page_desktop.goto(address)
        check_page(page_desktop)
        if pictures := os.environ.get("CASE_PICTURES"):
            page_desktop.screenshot(path=Path(pictures) / f"{language}-{number:02}.png", full_page=True)


def test_the_list_is_worked_by_keyboard(page_desktop: Page, worker: User, case: Case, live_server: object) -> None:
    log_in(page_desktop, worker, str(live_server))
    page_desktop.goto(reverse("cases:list"))
    page_desktop.keyboard.press("j")
    page_desktop.keyboard.press("Enter")
    expect(page_desktop.get_by_role("heading", level=1)).to_contain_text(str(case))
