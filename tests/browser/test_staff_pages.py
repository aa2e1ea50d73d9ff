"""The frame of the staff pages in a browser: whoever is logged in finds the way around, the language, the way out."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.factories.accounts import UserFactory
from tests.factories.referrals import ReferralFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission

pytestmark = pytest.mark.django_db(transaction=True)

SignIn = Callable[[Page, Any], None]
PAGES = ("/home/", "/account/", "/people/", "/inbox/", "/cases/", "/cases/NOTHING1/")


@pytest.fixture
def user() -> User:
    return UserFactory(may=list(Permission), language="da", display_name="Karen Madsen")


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_of_staff_has_a_barrier(
    page_desktop: Page, sign_in: SignIn, check_page: Callable[[Page], None], user: User, language: str
) -> None:
    user.language = language
    user.save()
    sign_in(page_desktop, user)
    for address in PAGES:
        page_desktop.goto(address)
        check_page(page_desktop)


def test_nothing_is_wider_than_a_telephone(
    page_phone: Page, sign_in: SignIn, check_page: Callable[[Page], None], user: User
) -> None:
    sign_in(page_phone, user)
    for address in PAGES:
        page_phone.goto(address)
        assert page_phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    check_page(page_phone)


def test_the_language_changes_on_the_page_one_is_on(page_desktop: Page, sign_in: SignIn, user: User) -> None:
    sign_in(page_desktop, user)
    page_desktop.goto("/cases/?danger=1")
    page_desktop.get_by_role("button", name="English").click()
    expect(page_desktop).to_have_url("/cases/?danger=1")
    expect(page_desktop.get_by_role("heading", level=1)).to_have_text("Cases")


def test_the_way_out_stands_on_every_page(page_desktop: Page, sign_in: SignIn, user: User) -> None:
    sign_in(page_desktop, user)
    page_desktop.goto("/home/")
    page_desktop.get_by_role("button", name="Log ud").click()
    page_desktop.goto("/home/")
    expect(page_desktop).to_have_url("/account/login/?next=%2Fhome%2F")


def test_the_keyboard_skips_to_the_content(page_desktop: Page, sign_in: SignIn, user: User) -> None:
    sign_in(page_desktop, user)
    page_desktop.goto("/home/")
    page_desktop.keyboard.press("Tab")
    expect(page_desktop.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page_desktop.keyboard.press("Enter")
    expect(page_desktop.locator("main")).to_be_focused()


def test_a_key_opens_an_answer_in_the_inbox(
    page_desktop: Page, sign_in: SignIn, check_page: Callable[[Page], None], user: User
) -> None:
    referral = ReferralFactory()
    sign_in(page_desktop, user)
    page_desktop.goto(f"/inbox/{referral.reference}/")
    page_desktop.keyboard.press("i")
    expect(page_desktop.get_by_role("button", name="Afslut uden at gøre mere")).to_be_visible()
    check_page(page_desktop)
