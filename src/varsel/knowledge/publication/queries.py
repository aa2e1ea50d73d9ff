"""Published figures, as the pack in force gives them."""

from collections.abc import Sequence
from datetime import date

from varsel.base.kernel.packs import entries
from varsel.knowledge.publication.rules import Claim, Figure, claim, figure


def figures(on: date) -> list[Figure]:
    """Every published figure."""
    return [figure(e.key, e.data, e.source, e.confidence) for e in entries("published_figures", on)]


def claims(on: date, of: Sequence[Figure]) -> list[Claim]:
    """Statements that the figures contradict, with what the figures say."""
    values = {f.key: f.value for f in of}
    return [claim(e.key, e.data, e.source, e.confidence, values) for e in entries("published_claims", on)]


def terms(on: date, language: str) -> dict[str, str]:
    """What measures, dimensions and categories are called, in the pack's order."""
    found = sorted(entries("published_terms", on), key=lambda e: e.data["order"])
    return {e.key: e.data["text"][language] for e in found}
