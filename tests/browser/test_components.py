"""Every component, in both languages, on a desk and on a phone: no axe violation, no script error, nothing too wide."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

PAGES = ["", "inbox/", "case/", "sheet/"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("device", ["page_desktop", "page_phone"])
def test_every_component_passes_axe(
    path: str, device: str, language: str, request: pytest.FixtureRequest, check_page: Callable[[Page], None]
) -> None:
    page: Page = request.getfixturevalue(device)
    page.goto(f"/{language}/design/{path}")
    check_page(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_table_wider_than_its_place_says_so_and_scrolls_by_keyboard(
    page_phone: Page,
) -> None:
    page_phone.goto("/en/design/")
    wide, fitting = (page_phone.get_by_role("region", name=name) for name in ("Alle år", "Vurderede personer"))
    expect(wide.locator("xpath=preceding-sibling::p")).to_be_visible()
    expect(fitting.locator("xpath=preceding-sibling::p")).to_be_hidden()
    assert page_phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide.focus()
    page_phone.keyboard.press("ArrowRight")
    page_phone.wait_for_function("document.activeElement.scrollLeft > 0")


def test_a_chart_keeps_the_size_of_its_words_on_a_telephone(page_phone: Page) -> None:
    page_phone.goto("/en/design/")
    words = page_phone.locator(".chart-label, .bar text, .span-said")
    boxes = [one.bounding_box() for one in words.all()]
    assert boxes
    assert all(box and box["height"] >= 14 for box in boxes)
    assert page_phone.evaluate(
        "[...document.querySelectorAll('.chart-picture *')].every(e => e.getBoundingClientRect().right <= innerWidth)"
    )


def test_a_list_is_worked_through_by_keyboard(page_desktop: Page) -> None:
    page_desktop.goto("/en/design/inbox/")
    rows = page_desktop.locator(".work-row-link")
    page_desktop.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page_desktop.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page_desktop.keyboard.press("k")
    page_desktop.keyboard.press("Enter")
    expect(page_desktop).to_have_url(re.compile("#1$"))


def test_the_keys_are_listed_on_a_question_mark(page_desktop: Page) -> None:
    page_desktop.goto("/en/design/inbox/")
    page_desktop.keyboard.press("?")
    expect(page_desktop.get_by_role("heading", name="Keys on this page")).to_be_visible()
    page_desktop.keyboard.press("Escape")
    expect(page_desktop.get_by_role("heading", name="Keys on this page")).to_be_hidden()


def test_letters_typed_into_a_field_are_no_keys(page_phone: Page) -> None:
    page_phone.goto("/da/design/")
    field = page_phone.locator("#id_place")
    field.press_sequentially("jek?")
    expect(field).to_have_value("jek?")


def test_leaving_the_page_leaves_no_way_back(page_phone: Page) -> None:
    page_phone.goto("/da/design/sheet/")
    page_phone.goto("/da/design/")
    way_out = page_phone.locator("[data-quick-exit]")
    way_out.evaluate("link => { link.href = '/en/design/sheet/'; }")  # the network is off
    way_out.click()
    page_phone.wait_for_url("**/en/design/sheet/")
    page_phone.go_back()
    assert page_phone.url.endswith("/da/design/sheet/")
