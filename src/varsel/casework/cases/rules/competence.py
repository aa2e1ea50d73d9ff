"""Who decides whether somebody has been trafficked: by the residence status on that day.

Denmark: the centre where the stay is lawful, the Immigration Service where it is not and for asylum
seekers; since January 2022 nobody else (H: bsr-trm.com, bm.dk 2022, TIP 2022-23). The rules are pack
data, each in force for a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class CompetenceRule:
    """The organisation (pack key) that decides for these residence statuses, from and to (included)."""

    key: str
    statuses: frozenset[str]
    decides: str
    because: Mapping[str, str]  # language → sentence
    source: str
    confidence: str
    valid_from: date | None = None
    valid_to: date | None = None
    entered_by: str = ""  # who enters what a body decided that does not work here; "": the body itself

    @property
    def writer(self) -> str:
        """The organisation (pack key) whose people write the decision down."""
        return self.entered_by or self.decides

    @classmethod
    def from_pack(
        cls,
        key: str,
        data: Mapping[str, Any],
        source: str,
        confidence: str,
        valid: tuple[date | None, date | None] = (None, None),
    ) -> "CompetenceRule":
        named = frozenset(data["statuses"])
        writer = data.get("entered_by", "")
        return cls(key, named, data["decides"], data["because"], source, confidence, *valid, entered_by=writer)

    def in_force(self, on: date) -> bool:
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)

    def sentence(self, language: str) -> str:
        """Why this body decides, in `language`, else in English."""
        return self.because.get(language) or self.because["en"]


@dataclass(frozen=True)
class Stay:
    """A residence status from a day on, until the next one."""

    status: str
    since: date


def stay_on(stays: Sequence[Stay], on: date) -> Stay | None:
    """The status that held on that day; of two from the same day the later recorded counts."""
    begun = [stay for stay in stays if stay.since <= on]
    return max(reversed(begun), key=lambda stay: stay.since, default=None)


def competent(rules: Sequence[CompetenceRule], status: str, on: date) -> CompetenceRule | None:
    """The one rule that covers the status on that day; None when no rule does.

    Raises ValueError when two rules do: a pack must never leave it open who decides.
    """
    covering = [rule for rule in rules if status in rule.statuses and rule.in_force(on)]
    if len(covering) > 1:
        raise ValueError(f"several rules cover {status}: {', '.join(rule.key for rule in covering)}")
    return covering[0] if covering else None
