"""A page walked without a mouse."""

from playwright.sync_api import Page

STOPS = 80  # more than any page may ask for


def reach(page: Page, selector: str) -> None:
    """Press Tab until what is looked for has the focus, and can be seen to have it."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")
