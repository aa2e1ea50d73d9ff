"""What the public pages read: the catalogue in use, its headings, where to call, and the words of help."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from varsel.base.design.hotline import Hotline
from varsel.base.kernel.codes import codes
from varsel.base.kernel.models.codes import Code
from varsel.base.kernel.models.packs import PackEntry
from varsel.base.kernel.packs import entries, time_zone
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.signs.models import Sign
from varsel.base.signs.rules import opening, ranking
from varsel.base.signs.rules.catalogue import Noticed


@dataclass(frozen=True)
class Sector:
    key: str
    label: str
    plain: str


@dataclass(frozen=True)
class SectorGroup:
    label: str
    sectors: tuple[Sector, ...]


def catalogue() -> dict[str, Sign]:
    """The signs in use today with their words, by key, in the order of the pack. Two queries."""
    return {sign.key: sign for sign in Sign.objects.on(legal_today()).prefetch_related("texts")}


def signs_of_sector(signs: Mapping[str, Sign], sector: str) -> list[Sign]:
    """The signs a sector can notice, the most telling first."""
    return [signs[sign.key] for sign in ranking.for_sector((sign.as_rule for sign in signs.values()), sector)]


def signs_of_form(signs: Mapping[str, Sign], form: str) -> list[Sign]:
    """The signs of a form of exploitation, its own before those of every form."""
    return [signs[sign.key] for sign in ranking.for_form((sign.as_rule for sign in signs.values()), form)]


def by_notice(signs: Iterable[Sign]) -> dict[str, list[Sign]]:
    """What is seen, what is heard, what is missing; a group without signs is left out."""
    found = list(signs)
    groups = {kind: [sign for sign in found if sign.noticed == kind] for kind in Noticed}
    return {str(kind): group for kind, group in groups.items() if group}


def sector_groups() -> list[SectorGroup]:
    """The groups of sectors in the pack's order, each with its sectors."""
    sectors = _ordered("sign_sectors")
    return [
        SectorGroup(
            words(group.data["label"]), tuple(_sector(entry) for entry in sectors if entry.data["group"] == group.key)
        )
        for group in _ordered("sign_sector_groups")
    ]


def sector(key: str) -> Sector | None:
    """One sector, or None if the pack has none of that name."""
    return next((_sector(entry) for entry in entries("sign_sectors", legal_today()) if entry.key == key), None)


def forms(signs: Iterable[Sign]) -> list[Code]:
    """The forms of exploitation that have signs of their own, in the order of the code list."""
    own = {form for sign in signs for form in sign.forms}
    return [code for code in codes("exploitation_form", legal_today()) if code.code in own]


def dimensions() -> dict[str, str]:
    """The label of each dimension in the active language, in the pack's order."""
    return {entry.key: words(entry.data["label"]) for entry in _ordered("sign_dimensions")}


def hotline() -> Hotline | None:
    """The pack's hotline as it is this minute; None where the pack names none."""
    found = entries("hotline", legal_today())
    if not found:
        return None
    data = found[0].data
    return Hotline(
        number=data["number"],
        open_now=opening.is_open(data["hours"], timezone.now().astimezone(time_zone())),
        hours=words(data["hours_in_words"]),
        when_closed=words(data["when_closed"]),
        emergency=data["emergency"],
    )


def help_texts() -> dict[str, PackEntry]:
    """The words of help by language, as many as the pack has."""
    return {entry.key: entry for entry in entries("help_texts", legal_today())}


def words(texts: Mapping[str, str]) -> str:
    """A pack's words in the active language, else in Danish."""
    return texts.get((get_language() or "da")[:2]) or texts["da"]


def _sector(entry: PackEntry) -> Sector:
    return Sector(entry.key, words(entry.data["label"]), words(entry.data["plain"]))


def _ordered(section: str) -> list[PackEntry]:
    def place(entry: PackEntry) -> Any:
        return entry.data["order"]

    return sorted(entries(section, legal_today()), key=place)
