"""What is done every day is done without a mouse: screening, triage, the list of cases."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.demonstration import DESK, Visitors
from tests.browser.keys import reach


@pytest.fixture
def visitors(chromium: Browser, demonstration: str, check_page: Callable[[Page], None]) -> Iterator[Visitors]:
    opened = Visitors(chromium, demonstration, "da", check_page)
    yield opened
    opened.close()


def test_signs_are_ticked_and_advice_is_read_with_the_keys_alone(visitors: Visitors) -> None:
    page = visitors.stranger(**DESK)
    page.goto("/da/signs/")
    reach(page, ".skipnav")
    page.keyboard.press("Enter")
    reach(page, ".signs-doors a")
    page.keyboard.press("Enter")
    page.wait_for_selector(".signs-ticks")
    reach(page, '.signs-ticks input[type="checkbox"]')
    page.keyboard.press("Space")
    expect(page.locator(".signs-count")).to_contain_text("1")
    reach(page, ".signs-bar button")
    page.keyboard.press("Enter")
    expect(page.locator(".signs-advice h1")).to_be_visible()


def test_the_inbox_is_answered_with_the_keys_alone(visitors: Visitors) -> None:
    page = visitors.enter("hotline", **DESK)
    page.goto("/inbox/")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#opened")
    reference = page.inner_text("#opened")
    page.keyboard.press("a")
    reach(page, 'button[value="advice"]')
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Kun rådgivning")
    page.goto(f"/inbox/{reference}/")
    expect(page.locator("main .timeline").first).to_contain_text("Hanne Hotline")


def test_the_list_of_cases_is_narrowed_and_opened_with_the_keys_alone(visitors: Visitors) -> None:
    page = visitors.enter("caseworker", **DESK)
    page.goto("/cases/")
    reach(page, 'a[href*="mine=1"]')
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("mine=1"))
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/\w{8}/"))
    reach(page, ".tabs a, [role=tab], nav a[href*='part=']")
