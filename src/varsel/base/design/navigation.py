"""The entries of the staff navigation: rooms put theirs in when the house starts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise


@dataclass(frozen=True)
class Entry:
    """One link; shown to those who have `permission` (to all staff if it is ""). `purpose` says in a sentence what the
    page is for, on the home page of those for whom nothing waits; what is not `in_menu` stands there alone."""

    label: "str | Promise"
    url_name: str
    permission: str = ""
    order: int = 100
    purpose: "str | Promise" = ""
    in_menu: bool = True


@dataclass(frozen=True)
class Link:
    """An entry as it stands on a page."""

    label: str
    href: str
    current: bool
    purpose: str = ""


_entries: dict[str, Entry] = {}


def register(
    *,
    label: "str | Promise",
    url_name: str,
    permission: str = "",
    order: int = 100,
    purpose: "str | Promise" = "",
    in_menu: bool = True,
) -> None:
    """Put an entry in; a second one for the same address replaces the first."""
    _entries[url_name] = Entry(label, url_name, str(permission), order, purpose, in_menu)


def entries() -> list[Entry]:
    """All entries, in their order."""
    return sorted(_entries.values(), key=lambda entry: (entry.order, entry.url_name))


def links(has: Callable[[str], bool], path: str) -> list[Link]:
    """The links somebody sees on the page at `path`; `has` answers whether a permission is held."""
    hrefs = [(entry, href) for entry, href in _open_to(has) if entry.in_menu]
    current = _nearest([href for _, href in hrefs], path)
    return [Link(str(entry.label), href, href == current) for entry, href in hrefs]


def purposes(has: Callable[[str], bool]) -> list[Link]:
    """The pages that somebody may open and that say what they are for."""
    found = [(entry, href) for entry, href in _open_to(has) if entry.purpose]
    return [Link(str(entry.label), href, current=False, purpose=str(entry.purpose)) for entry, href in found]


def _open_to(has: Callable[[str], bool]) -> list[tuple[Entry, str]]:
    seen = [entry for entry in entries() if not entry.permission or has(entry.permission)]
    return [(entry, href) for entry in seen if (href := _href(entry))]


def _href(entry: Entry) -> str:
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:  # the room's pages are not part of this instance
        return ""


def _nearest(hrefs: Iterable[str], path: str) -> str:
    """The longest address that `path` lies under."""
    return max((href for href in hrefs if path.startswith(href)), key=len, default="")
