"""What waits for somebody: rooms say what is due, the home page shows it by urgency."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any
from uuid import UUID


class Urgency(IntEnum):
    """The smaller, the sooner it is read."""

    DANGER = 0
    OVERDUE = 1
    SOON = 2
    ORDINARY = 3


@dataclass(frozen=True)
class Waiting:
    """One thing to do; `title` names nobody, `due` is the last day. `opened` (kind and id) is what was opened
    to say it: the home page leaves an event for it."""

    title: str
    url: str
    due: date | None = None
    urgency: Urgency = Urgency.ORDINARY
    detail: str = ""
    opened: tuple[str, UUID] | None = None


Query = Callable[[Any], list[Waiting]]


@dataclass(frozen=True)
class Source:
    """A room's answer to "what waits for this user?"."""

    key: str
    permission: str
    query: Query
    order: int


_sources: dict[str, Source] = {}


def register(key: str, permission: str, query: Query, order: int = 50) -> None:
    """Put a source in; `query` gives what waits for the user; of what is equally urgent the lower `order` leads."""
    _sources[key] = Source(key, str(permission), query, order)


def waiting_for(user: Any) -> list[Waiting]:
    """Everything that waits for `user`: the most urgent first, then by the last day, then as the sources give it."""
    asked = sorted(_sources.values(), key=lambda source: source.order)
    found = [item for source in asked if user.has(source.permission) for item in source.query(user)]
    return sorted(found, key=lambda item: (item.urgency, item.due or date.max))
