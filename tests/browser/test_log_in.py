"""Getting in outside the demonstration: password, then the one-time code of the telephone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.accounts import PASSWORD, UserFactory
from tests.web.accounts.test_log_in import one_time_code
from varsel.base.accounts.permissions import Permission
from varsel.portal.demo.people import PARTS

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 390, "height": 844}])
def test_every_role_of_the_demonstration_is_in_sight_at_once(
    chromium: Browser, demonstration: str, check_page: Callable[[Page], None], size: Any
) -> None:
    page = chromium.new_page(viewport=size)
    page.goto(f"{demonstration}/account/login/")
    boxes = [button.bounding_box() for button in page.locator(".demo-part").all()]
    assert len(boxes) == len(PARTS)
    assert all(box and box["y"] + box["height"] <= size["height"] and box["height"] >= 44 for box in boxes)
    check_page(page)
    page.close()


def test_password_and_one_time_code_lead_home(page_desktop: Page, check_page: Callable[[Page], None]) -> None:
    user = UserFactory(may=[Permission.CASE_LIST])
    page_desktop.goto("/home/")
    check_page(page_desktop)
    page_desktop.fill('[name="login"]', user.email)
    page_desktop.fill('[name="password"]', PASSWORD)
    page_desktop.keyboard.press("Enter")
    page_desktop.wait_for_selector('[name="code"]')
    check_page(page_desktop)
    page_desktop.fill('[name="code"]', one_time_code())
    page_desktop.keyboard.press("Enter")
    expect(page_desktop).to_have_url(f"{page_desktop.url.split('/account')[0]}/home/")
    check_page(page_desktop)
    expect(page_desktop.locator("h1")).to_be_visible()
