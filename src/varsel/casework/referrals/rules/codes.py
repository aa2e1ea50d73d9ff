"""Codes that people write down: a receipt, a draft, a reference. Groups of four with a check character.

The alphabet has 31 signs, a prime, so that the weighted check character finds every mistyped sign and every
swap of two neighbours (the ISBN-10 argument). I, O, U, 0 and 1 are left out: they are misread or misheard.
"""

import re
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
SECRET_LENGTH = 16  # 15 random signs and the check: 74 bits
REFERENCE_LENGTH = 8  # 7 random signs and the check: a name for the record, no secret
GROUP = 4


def check_character(body: str) -> str:
    """The sign that completes `body`; raises ValueError for a sign outside the alphabet."""
    total = sum(weight * ALPHABET.index(sign) for weight, sign in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def make(choose: Callable[[int], int], *, length: int) -> str:
    """A new code of `length` signs without separators; `choose(n)` gives a random number below n."""
    body = "".join(ALPHABET[choose(len(ALPHABET))] for _ in range(length - 1))
    return body + check_character(body)


def grouped(code: str) -> str:
    """The code as it is shown: groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str, *, length: int) -> str | None:
    """The code that was typed, however it was grouped, or None if it cannot be a code."""
    code = re.sub(r"[\s\-–_.]", "", typed).upper()
    if len(code) != length or not set(code) <= set(ALPHABET):
        return None
    return code if check_character(code[:-1]) == code[-1] else None
