"""Who acts: a user, somebody without a log-in, or the system itself."""

from dataclasses import dataclass
from typing import Literal, Protocol
from uuid import UUID


class Actor(Protocol):
    """What every action and every audit event needs to know of the one who acts."""

    @property
    def actor_id(self) -> UUID | None: ...

    @property
    def actor_kind(self) -> str: ...

    @property
    def organisation_id(self) -> UUID | None: ...


@dataclass(frozen=True)
class Nobody:
    """An actor that is not a user: the system, or somebody who has not logged in."""

    actor_kind: Literal["system", "anonymous"]
    actor_id: UUID | None = None
    organisation_id: UUID | None = None


SYSTEM = Nobody("system")
ANONYMOUS = Nobody("anonymous")
