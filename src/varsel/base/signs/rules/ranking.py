"""Which signs come first: the most telling for the one who looks."""

from collections.abc import Iterable

from varsel.base.signs.rules.catalogue import Sign, Strength

TELLING = 12  # how many signs a page shows before the rest is asked for
_ORDER = {strength: place for place, strength in enumerate(Strength)}


def strongest(sign: Sign) -> Strength:
    """The highest weight that any profile, or the project's proposal, gives the sign."""
    return min(sign.weights.values(), key=lambda strength: _ORDER[strength])


def ranked(signs: Iterable[Sign]) -> list[Sign]:
    """Alarm signs first, then by strength, then by how few sectors know the sign, then by key.

    A sign that few sectors can notice says more to those who can, and is one they would not learn elsewhere.
    """
    return sorted(signs, key=lambda sign: (not sign.alarm, _ORDER[strongest(sign)], len(sign.sectors), sign.key))


def for_sector(signs: Iterable[Sign], sector: str) -> list[Sign]:
    """The signs that this sector can notice, the most telling first."""
    return ranked(sign for sign in signs if sector in sign.sectors)


def for_form(signs: Iterable[Sign], form: str) -> list[Sign]:
    """The signs of this form of exploitation, its own before those of every form, the most telling first."""
    own = [sign for sign in signs if form in sign.forms]
    every = [sign for sign in signs if not sign.forms]
    return ranked(own) + ranked(every)
