"""The floor under the browser tests: a page that is at fault is noticed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.faults import Faults

POISONED = """
<html lang="en"><head><title>Poisoned</title></head><body><main><h1>Poisoned</h1>{}</main></body></html>
"""


@pytest.fixture
def faults_of(page_desktop: Page, live_server: LiveServer) -> Callable[[str, dict[str, str]], list[str]]:
    """What is noticed on a page with this body and these headers."""

    def look(body: str, headers: dict[str, str]) -> list[str]:
        page = page_desktop.context.new_page()
        faults = Faults(page, live_server.url)
        page.route("**/poisoned", lambda route: route.fulfill(body=POISONED.format(body), headers=headers))
        page.goto("/poisoned")
        page.wait_for_load_state("networkidle")
        return faults.seen

    return look


HTML = {"content-type": "text/html"}


@pytest.mark.parametrize(
    ("body", "headers", "noticed"),
    [
        ("<script>nonsense()</script>", {}, "script error"),
        ("<script>1</script>", {"content-security-policy": "script-src 'self'"}, "policy"),
        ('<img src="/missing.png" alt="">', {}, "404 for a image"),
        ('<img src="http://127.0.0.2:9/x.png" alt="">', {}, "another host"),
    ],
)
def test_a_fault_on_a_page_is_noticed(
    faults_of: Callable[[str, dict[str, str]], list[str]], body: str, headers: dict[str, str], noticed: str
) -> None:
    seen = faults_of(body, HTML | headers)
    assert any(noticed in fault for fault in seen), seen


def test_a_page_that_axe_would_refuse_is_refused(page_desktop: Page, check_page: Callable[[Page], None]) -> None:
    page_desktop.route(
        "**/poisoned", lambda route: route.fulfill(body=POISONED.format("<img src='data:,'>"), headers=HTML)
    )
    page_desktop.goto("/poisoned")
    with pytest.raises(AssertionError, match="image-alt"):
        check_page(page_desktop)
