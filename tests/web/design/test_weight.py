"""A first visit from a telephone costs at most 150 kB over the wire."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

BUDGET = 150_000
HEADERS = 600  # bytes of headers a request, about
ADDRESS = re.compile(r"""(?:href|src)="/static/([^"#]+)|url\(["']?((?:fonts|icons)/[^"')]+)""")


def sent(path: str) -> int:
    """The bytes of a static file as they go over the wire."""
    found = finders.find(path)
    assert found, f"{path} is not built: run `make setup`"
    content = Path(found).read_bytes()
    return HEADERS + (len(content) if path.endswith(".woff2") else len(gzip.compress(content)))


def files(page: str) -> set[str]:
    """Everything a page can load, the fonts and pictures of the style sheet included."""
    named = {match[0] for match in ADDRESS.findall(page) if match[0]}
    style = Path(finders.find("vendor/varsel.css") or "").read_text()
    return named | {f"vendor/{match[1]}" for match in ADDRESS.findall(style) if match[1]}


@pytest.mark.django_db
def test_the_heaviest_first_page_is_light(client: Client) -> None:
    page = client.get("/da/design/")
    weight = len(page.content) + HEADERS + sum(sent(path) for path in files(page.text))
    assert weight <= BUDGET, f"{weight} bytes"


@pytest.mark.django_db
def test_a_page_holds_no_style_and_no_script_of_its_own(client: Client) -> None:
    for path in ("", "inbox/", "case/", "sheet/"):
        page = client.get(f"/en/design/{path}").text
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son\w+=|javascript:", page)


@pytest.mark.django_db
def test_a_public_page_sets_no_cookie_of_its_own_before_a_form(client: Client) -> None:
    assert client.get("/da/design/sheet/").cookies.keys() == set()
