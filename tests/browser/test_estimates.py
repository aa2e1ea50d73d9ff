"""The hidden number in a browser: number, range and doubts on the first screen, and the way to the public page."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keys import reach
from tests.factories.accounts import UserFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.models import PackEntry
from varsel.knowledge.estimates import actions
from varsel.knowledge.estimates.rules.examples import UNITED_KINGDOM

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]
MAKING = [Permission.ESTIMATE_MAKE, Permission.ESTIMATE_READ, Permission.ESTIMATE_RELEASE]


@pytest.fixture(autouse=True)
def rule() -> None:
    PackEntry.objects.create(pack="test", section="disclosure", key="table", data={"threshold": 5})


def is_on_the_first_screen(page: Page) -> bool:
    """Number, range and all doubts end above the lower edge of the window, before anybody scrolls."""
    return page.evaluate(
        "Array.from(document.querySelectorAll('.headline-number, .estimate-range, .estimate-doubts li'))"
        ".every(part => part.getBoundingClientRect().bottom <= window.innerHeight)"
    )


def test_an_example_is_estimated_with_the_keys_alone_proposed_published_and_read_by_all(
    open_page: Callable[..., Page], page_phone: Page, sign_in: SignIn, check_page: Callable[[Page], None]
) -> None:
    analyst, other = (UserFactory(may=MAKING, language="da") for _ in range(2))
    page = open_page(viewport={"width": 1280, "height": 800})
    sign_in(page, analyst)
    page.goto("/estimates/")
    check_page(page)
    reach(page, 'a[href="/estimates/example/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/example/")
    reach(page, 'main form button[type="submit"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/counts/**")
    check_page(page)
    page.get_by_role("button", name="Skøn mørketallet").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/results/**")
    expect(page.locator(".headline-number")).to_contain_text("11.400")
    assert is_on_the_first_screen(page)
    check_page(page)
    _on_a_telephone(page_phone, sign_in, analyst, page.url)
    _to_the_public(page, open_page, sign_in, other)


def _on_a_telephone(page: Page, sign_in: SignIn, user: User, address: str) -> None:
    sign_in(page, user)
    page.goto(address)
    assert is_on_the_first_screen(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def _to_the_public(page: Page, open_page: Callable[..., Page], sign_in: SignIn, other: User) -> None:
    page.get_by_role("link", name="Forbered en offentliggørelse").click()
    page.get_by_role("button", name="Skøn på ny").click()
    page.wait_for_url("**/releases/**")
    page.get_by_role("button", name="Foreslå at offentliggøre det").click()
    second = open_page()
    sign_in(second, other)
    second.goto("/home/")
    second.get_by_role("link", name="Et skøn, der skal offentliggøres").click()
    second.get_by_role("button", name="Offentliggør det").click()
    second.goto("/en/figures/")
    expect(second.locator("main")).to_contain_text("Why it may be wrong")
    expect(second.locator("main")).to_contain_text("11,400")


def test_no_page_of_estimates_has_a_barrier(
    page_desktop: Page, sign_in: SignIn, check_page: Callable[[Page], None]
) -> None:
    user = UserFactory(may=MAKING, language="en")
    snapshot = actions.bring_in_example(by=user, example=UNITED_KINGDOM)
    refused = actions.run(by=user, snapshot=snapshot, bootstrap=0)
    release = actions.prepare(by=user, estimate=refused)
    sign_in(page_desktop, user)
    for address in (
        *("new/", "bring-in/", "without-names/", "synthetic/", f"results/{refused.pk}/"),
        *(f"results/{refused.pk}/release/", f"releases/{release.pk}/"),
    ):
        page_desktop.goto(f"/estimates/{address}")
        check_page(page_desktop)
