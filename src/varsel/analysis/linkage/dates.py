"""Dates of birth as lists hold them: parts missing, 1 January for "some time that year", day and month swapped."""

import re
from typing import NamedTuple

DASHED = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$")
PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})$")


class Birth(NamedTuple):
    """A date of birth; a part that is not known is 0. Impossible parts are kept: they may be swapped or mistyped."""

    year: int
    month: int
    day: int

    @property
    def stand_in(self) -> bool:
        """1 January (or 1 July) of a year is what registers write where only the year is known."""
        return self.day == 1 and self.month in (1, 7)

    @property
    def digits(self) -> str:
        """YYYYMMDD with zeros for what is missing."""
        return f"{self.year:04}{self.month:02}{self.day:02}"


def birth(text: str) -> Birth | None:
    """The date in `text`: YYYY-MM-DD, YYYY-MM, YYYY, with 00 for a missing part, or YYYYMMDD; None if empty.

    ValueError if it is none of these.
    """
    text = text.strip()
    if not text:
        return None
    found = PACKED.match(text) or DASHED.match(text)
    if found is None:
        raise ValueError("not a date")
    return Birth(*(int(part or 0) for part in found.groups()))
