"""What the country pack says about referrals: duties, grounds for passing on, how long things are kept."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone, translation

from varsel.base.kernel.models.packs import PackEntry
from varsel.casework.referrals.rules.retention import DEFAULT_DAYS

DUTIES = "duties"
GROUNDS = "passing_on_grounds"
RETENTION = "retention"


@dataclass(frozen=True)
class Notice:
    """One entry of the pack in the active language, with where it comes from and how sure it is."""

    key: str
    label: str
    text: str
    law: str
    source: str
    confidence: str
    asked_for: str = ""  # the cases in which a page asks for it


def duties() -> dict[str, Notice]:
    """The duties in force today, by key."""
    return notices(DUTIES)


def notices(section: str) -> dict[str, Notice]:
    """What a section says today, by key."""
    return {found.key: _notice(found) for found in _entries(section)}


def grounds() -> list[Notice]:
    """The grounds in force today on which a referral may be passed on."""
    return [_notice(found) for found in _entries(GROUNDS)]


def days_kept(what: str) -> int:
    """For how many days the pack keeps something; the product's own choice where it says nothing."""
    found = _entries(RETENTION).filter(key=what).first()
    return int(found.data.get("days") or DEFAULT_DAYS[what]) if found else DEFAULT_DAYS[what]


def _entries(section: str) -> QuerySet[PackEntry]:
    return PackEntry.objects.on(timezone.localdate()).filter(section=section)


def _notice(found: PackEntry) -> Notice:
    language = (translation.get_language() or "da")[:2]
    data = found.data
    return Notice(
        key=found.key,
        label=data["label"].get(language, data["label"]["da"]),
        text=data["text"].get(language, data["text"]["da"]),
        law=data.get("law", ""),
        source=found.cited,
        confidence=found.confidence,
        asked_for=data.get("asked_for", ""),
    )
