"""The catalogue of signs as the rules see it, and how it is written in a country pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Dimension(StrEnum):
    """The six dimensions that the ILO/EC rule judges (Operational indicators, 2009), in its own order."""

    REC_DECEPTION = "rec_deception"
    REC_COERCION = "rec_coercion"
    REC_VULNERABILITY = "rec_vulnerability"
    EXPLOITATION = "exploitation"
    DEST_COERCION = "dest_coercion"
    DEST_VULNERABILITY = "dest_vulnerability"


class Strength(StrEnum):
    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Noticed(StrEnum):
    """How a sign comes to somebody's attention."""

    SEEN = "seen"
    HEARD = "heard"
    MISSING = "missing"


PUBLISHED = "ilo_delphi_published"  # the only basis of a weight that enters the rule


@dataclass(frozen=True)
class Sign:
    """One warning sign.

    `dimension` is one of `Dimension` or a heading that the rule does not judge (act, presentation, place,
    trace, structural). `weights` maps a profile to a strength, or "overlay" to a strength that the project
    proposes, which ranks the lists and never enters the rule. No `forms` means every form.
    """

    key: str
    dimension: str
    noticed: Noticed = Noticed.SEEN
    alarm: bool = False
    child_only: bool = False
    forms: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    weights: Mapping[str, Strength] = field(default_factory=dict)
    basis: str = PUBLISHED

    def weight(self, profile: str) -> Strength | None:
        """The published strength for the profile; None if the sign is not on that profile's list."""
        return self.weights.get(profile) if self.basis == PUBLISHED else None


def sign_of(entry: Mapping[str, Any]) -> Sign:
    """A sign from its pack entry (section `signs`), whose shape the schema has checked."""
    weights = {profile: Strength(value) for profile, value in entry["weights"].items()}
    return Sign(
        key=entry["key"],
        dimension=entry["dimension"],
        noticed=Noticed(entry["noticed"]),
        alarm=entry.get("alarm", False),
        child_only=entry.get("child_only", False),
        forms=tuple(entry["forms"]),
        sectors=tuple(entry["sectors"]),
        weights=weights,
        basis=entry["basis"],
    )


def catalogue_of(entries: Iterable[Mapping[str, Any]]) -> dict[str, Sign]:
    """The whole catalogue by key, in the order of the pack."""
    return {entry["key"]: sign_of(entry) for entry in entries}
