"""What waits for somebody: rooms say what is due, the home page shows it by urgency."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any
from uuid import UUID

from varsel.base.kernel.refusals import Refusal


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


Query = Callable[[Any], Sequence[Waiting | Refusal]]


@dataclass(frozen=True)
class Source:
    """A room's answer to "what waits for this user?"."""

    key: str
    permission: str
    query: Query
    order: int


_sources: dict[str, Source] = {}


def register(key: str, permission: str, query: Query, order: int = 50) -> None:
    """Put a source in; of what is equally urgent the lower `order` leads.

    `query` gives what waits for the user, and among it a refusal for each value that would not open.
    """
    _sources[key] = Source(key, str(permission), query, order)


def waiting_for(user: Any) -> tuple[list[Waiting], list[Refusal]]:
    """Everything that waits for `user`: the most urgent first, then by the last day, then as the sources give it.

    Beside it what would not open: whoever shows the one hands the other to the log.
    """
    asked = sorted(_sources.values(), key=lambda source: source.order)
    found = [item for source in asked if user.has(source.permission) for item in source.query(user)]
    waiting = [item for item in found if isinstance(item, Waiting)]
    faults = [item for item in found if isinstance(item, Refusal)]
    return sorted(waiting, key=lambda item: (item.urgency, item.due or date.max)), faults
