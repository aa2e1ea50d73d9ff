"""What somebody at the centre types to find an earlier referral: a receipt's code, a number, or a day."""

import re
from datetime import date
from enum import StrEnum

from varsel.casework.referrals.rules import codes


class By(StrEnum):
    RECEIPT = "receipt"
    REFERENCE = "reference"
    DAY = "day"


def understood(text: str) -> tuple[By, str] | None:
    """What kind of thing was typed, and the thing in its plain form (a day as 2026-11-21); None for anything else.

    The three cannot be taken for each other: codes differ in length and hold neither 0 nor 1, and every year does hold
    a 0 until 2111.
    """
    if code := codes.normalised(text, length=codes.SECRET_LENGTH):
        return By.RECEIPT, code
    if number := codes.normalised(text, length=codes.REFERENCE_LENGTH):
        return By.REFERENCE, number
    day = _day(text)
    return (By.DAY, day.isoformat()) if day else None


def _day(text: str) -> date | None:
    """A day as people write it (21.11.2026, 21/11 2026, 2026-11-21), if the calendar has it."""
    parts = [int(part) for part in re.findall(r"[0-9]{1,4}", text)]
    if len(parts) != 3:
        return None
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    try:
        return date(year, month, day) if year > 1999 else None
    except ValueError:
        return None
