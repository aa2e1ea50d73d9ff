"""Where to call: the room that knows the hotline says so, every public page shows it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Hotline:
    """A number to call. `hours` says in words when it is open, `when_closed` what to do until then."""

    number: str
    open_now: bool
    hours: str = ""
    when_closed: str = ""
    emergency: str = "112"

    @property
    def dial(self) -> str:
        """The number as a telephone dials it."""
        return "".join(character for character in self.number if character in "+0123456789")


Provider = Callable[[], Hotline | None]

_providers: list[Provider] = []


def provide(provider: Provider) -> None:
    """Say who knows the hotline; the last one said is asked."""
    _providers[:] = [provider]


def hotline() -> Hotline | None:
    """The hotline as it is this minute, or None where nobody provides one."""
    return _providers[0]() if _providers else None
