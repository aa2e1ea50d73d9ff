"""A browser before the house: pages on a desk and on a phone, and what every page passed must fulfil.

The server runs in a thread of this process, on SQLite in a file, so that a test can prepare with factories what
it then looks at. The clock starts at its usual place and runs on.
"""

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.demonstration import built, served
from tests.browser.faults import Faults
from tests.instance import copy_of_one

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that prepares with the ORM
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PICTURES = ROOT / "docs" / "pictures"
LOOKED_AT = ROOT / "var" / "pictures"
COLOURS = 128
CHROMIUM = "/usr/bin/chromium"
# A new Chromium draws the list below its address bar as a page of its own, in a process of its own for each window.
# Nobody sees it here, and it costs more than our pages do.
UNSEEN = "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup"
ARGUMENTS = ["--disable-gpu", "--disable-software-rasterizer", "--disable-dev-shm-usage", "--hide-scrollbars", UNSEEN]
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 375, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ours = [item for item in items if item.path.is_relative_to(HERE)]
    for item in ours:
        item.add_marker(pytest.mark.running_clock)
        item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "localhost"]))
    if ours == items:
        items[:] = _dealt(sorted(ours, key=lambda item: "demonstration" not in getattr(item, "fixturenames", ())))


def _dealt(items: list[pytest.Item]) -> list[pytest.Item]:
    """The longest walks come first, and each worker begins with one: it is handed a whole stretch of the list."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    return [item for first in range(workers) for item in items[first::workers]]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """`open_page(**options)`: a page in a context of its own; what went wrong on it fails the test at its end."""
    opened: list[tuple[BrowserContext, Faults]] = []

    def new(**options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="da-DK", **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        opened.append((context, Faults(page, live_server.url)))
        return page

    yield new
    for context, _ in opened:
        context.close()
    assert [fault for _, faults in opened for fault in faults.seen] == []


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demonstration as anybody starts one; the tests of a process share it, and add to it."""
    with served(copy_of_one(tmp_path_factory, "demonstration", lambda: built(tmp_path_factory))) as url:
        yield url


@pytest.fixture
def page_desktop(open_page: Callable[..., Page]) -> Page:
    return open_page(**DESKTOP)


@pytest.fixture
def page_phone(open_page: Callable[..., Page]) -> Page:
    return open_page(**PHONE)


@pytest.fixture
def check_page() -> Callable[[Page], None]:
    """`check_page(page)`: axe finds nothing on it. (Script errors and CSP violations fail the test by themselves.)"""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()
        found = axe.run(page, options={"runOnly": AXE_TAGS, "resultTypes": ["violations"]}).response["violations"]
        lines = [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]
        assert lines == [], "\n".join([page.url, *lines])

    return check


@pytest.fixture
def sign_in(live_server: LiveServer) -> Callable[[Page, Any], None]:
    """`sign_in(page, user)`: log in without the log-in's pages, which have a test of their own."""
    from django.conf import settings
    from django.test import Client

    def enter(page: Page, user: Any) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])

    return enter


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """`picture(page, "inbox-da")` puts a picture into var/pictures, to look at, when asked for with --pictures."""
    return _camera(request, LOOKED_AT)


@pytest.fixture
def guide_picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """The same for the pictures of the papers, in docs/pictures."""
    return _camera(request, PICTURES)


def _camera(request: pytest.FixtureRequest, into: Path) -> Callable[..., None]:
    wanted = request.config.getoption("--pictures")

    def take(page: Page, name: str, *, whole: bool = False) -> None:
        if wanted:
            into.mkdir(parents=True, exist_ok=True)
            _save_small(page.screenshot(full_page=whole, animations="disabled"), into / f"{name}.png")

    return take


def _save_small(content: bytes, path: Path) -> None:
    """Pages are few colours: a palette makes a picture a quarter of its size."""
    from PIL import Image

    Image.open(io.BytesIO(content)).convert("RGB").quantize(COLOURS).save(path, optimize=True)
