"""A demonstration as anybody starts one: built by the command, served by the command, entered by its buttons."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.faults import Faults

VARSEL = [sys.executable, "-m", "varsel"]
SCALE = "80"
SECONDS_TO_START = 40
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
# Every kind of element in its place, whatever it says and however often it stands there.
MADE_OF = """() => {
    const kind = one => one.tagName + [...one.attributes].map(each =>
        ["class", "role", "type"].includes(each.name) ? `${each.name}=${each.value}` : each.name).sort();
    const kinds = new Set();
    for (let one of document.querySelectorAll("*")) {
        const place = [];
        for (; one; one = one.parentElement) place.push(kind(one));
        kinds.add(place.join("<"));
    }
    return [...kinds].sort().join(" ");
}"""
TELEPHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


def surroundings(**more: str) -> dict[str, str]:
    """The environment without what the tests say about their own instance."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VARSEL_", "DJANGO_"))}
    return {**own, **more}


def built(factory: pytest.TempPathFactory) -> Path:
    directory = factory.mktemp("draft") / "demo"
    subprocess.run(  # noqa: S603 - our own command
        [*VARSEL, "demo", "--dir", str(directory), "--scale", SCALE, "--no-serve"], check=True, env=surroundings()
    )
    return directory


@contextmanager
def served(directory: Path) -> Iterator[str]:
    """The address of the running demonstration."""
    port = str(free_port())
    server = subprocess.Popen(  # noqa: S603 - our own command
        [*VARSEL, "serve", "--dir", str(directory), "--port", port],
        env=surroundings(VARSEL_MODE="demo"),
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(SECONDS_TO_START * 5):
        try:
            with urlopen(f"{url}/health/", timeout=5):  # noqa: S310 - http to ourselves
                return
        except OSError:
            assert server.poll() is None, "the demonstration did not start"
            time.sleep(0.2)
    raise AssertionError("the demonstration did not start in time")


@dataclass
class Visitors:
    """Opens pages at the demonstration, each as somebody of its own; what went wrong on them is kept."""

    browser: Browser
    url: str
    tongue: str
    check: Callable[[Page], None]
    opened: list[tuple[BrowserContext, Faults]] = field(default_factory=list)
    looked: set[str] = field(default_factory=set)

    def stranger(self, **options: Any) -> Page:
        context = self.browser.new_context(base_url=self.url, locale="da-DK", **options)
        context.set_default_timeout(10_000)
        page = context.new_page()
        self.opened.append((context, Faults(page, self.url)))
        return page

    def enter(self, role: str, **options: Any) -> Page:
        """Log in by the demonstration's button, and have the pages in the tongue of this walk."""
        page = self.stranger(**options)
        page.goto("/account/login/")
        self._look_once(page)
        page.click(f'form[action$="/enter/{role}/"] button')
        page.goto("/account/")
        page.select_option('select[name="language"]', self.tongue)
        page.click('main form button[type="submit"]')
        self._look_once(page)
        page.goto("/home/")
        self._look_once(page)
        return page

    def _look_once(self, page: Page) -> None:
        """Pages that every log-in passes are judged, unless one was that is made of the same things."""
        page.wait_for_load_state()
        made_of = f"{page.viewport_size} {page.evaluate(MADE_OF)}"
        if made_of not in self.looked:
            self.check(page)
            self.looked.add(made_of)

    def close(self) -> None:
        for context, _ in self.opened:
            context.close()
        assert [fault for _, faults in self.opened for fault in faults.seen] == []
