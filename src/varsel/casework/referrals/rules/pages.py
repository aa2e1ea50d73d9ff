"""The referral's pages, in their order, and the smallest referral that the centre can act on."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Page(StrEnum):
    """In the order in which they are asked; danger first."""

    DANGER = "danger"
    PLACE = "place"
    SIGNS = "signs"
    CHILD = "child"
    KNOWS = "knows"
    CONTACT = "contact"
    CHECK = "check"


ORDER = tuple(Page)
QUESTIONS = ORDER[:-1]


def number(page: Page) -> int:
    """The page's number as the step indicator shows it, from 1."""
    return ORDER.index(page) + 1


def next_page(page: Page) -> Page:
    """The page after this one; the last one is followed by itself."""
    return ORDER[min(ORDER.index(page) + 1, len(ORDER) - 1)]


def previous_page(page: Page) -> Page:
    """The page before this one; the first one is preceded by itself."""
    return ORDER[max(ORDER.index(page) - 1, 0)]


def destination(page: Page, go: str) -> Page:
    """Where the pressed button leads: "next", "back", or the name of a page; anything else stays."""
    if go == "next":
        return next_page(page)
    if go == "back":
        return previous_page(page)
    return Page(go) if go in ORDER else page


def enough(answers: Mapping[str, Any]) -> bool:
    """Whether there is something to act on: what was seen, a sign, or a place. Nothing else is required."""
    return any(answers.get(name) for name in ("narrative", "signs", "place"))
