"""The signs that a referral offers: the most telling first, those ticked before always."""

from collections.abc import Collection, Sequence

from django.utils import timezone

from varsel.base.signs.models import Sign

FIRST = 12


def sign_choices(kept: Sequence[str] = (), *, every: bool = False) -> list[tuple[str, str]]:
    """`(key, text)` in the active language: the alarm signs first, at most twelve and those kept, or every sign."""
    signs = list(Sign.objects.on(timezone.localdate()).prefetch_related("texts"))
    telling = sorted(signs, key=lambda sign: (not sign.alarm, not sign.ilo11, sign.order))
    shown = telling if every else [sign for at, sign in enumerate(telling) if at < FIRST or sign.key in kept]
    return [(sign.key, sign.text) for sign in shown]


def sign_words(keys: Collection[str]) -> dict[str, str]:
    """The words of these signs by key, retired ones included; no query for none."""
    found = Sign.objects.filter(key__in=keys).prefetch_related("texts") if keys else ()
    return {sign.key: sign.text for sign in found}


def sign_texts(keys: Sequence[str]) -> list[str]:
    """The words of these signs, retired ones included, in the catalogue's order."""
    return [sign.text for sign in Sign.objects.filter(key__in=keys).prefetch_related("texts")]
