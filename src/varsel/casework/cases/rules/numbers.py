"""Case numbers: random, short enough to say on the telephone, with a check character.

Nothing can be read from a number: not the year, not how many cases there are. The alphabet is
Crockford's without V, because W and V are confused in Danish dictation; that leaves 31 characters,
a prime, so a weighted sum modulo 31 finds every single wrong character and every swap of two.
"""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTWXYZ"
LENGTH = 8  # seven random characters and the check character
PRIME = len(ALPHABET)

_READ_AS = str.maketrans("OILV", "011W", " -")


def new_number(draw: Callable[[int], int]) -> str:
    """A number of random characters; `draw(n)` gives a whole number from 0 to n-1 (`secrets.randbelow`)."""
    body = "".join(ALPHABET[draw(PRIME)] for _ in range(LENGTH - 1))
    return body + _check_character(body)


def read_number(typed: str) -> str | None:
    """The number as it is stored, or None when the check character says that it was mistyped."""
    number = typed.strip().upper().translate(_READ_AS)
    return number if len(number) == LENGTH and _is_known(number) and _weighted_sum(number) == 0 else None


def shown_number(number: str) -> str:
    """In two groups of four, as it is read aloud: `7K3M-92QX`."""
    return f"{number[:4]}-{number[4:]}"


def _is_known(number: str) -> bool:
    return all(character in ALPHABET for character in number)


def _weighted_sum(number: str) -> int:
    # The weights 8..1 differ and none is a multiple of the prime.
    return sum((LENGTH - place) * ALPHABET.index(character) for place, character in enumerate(number)) % PRIME


def _check_character(body: str) -> str:
    return ALPHABET[-_weighted_sum(body) % PRIME]
