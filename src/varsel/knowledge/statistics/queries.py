"""Counts of assessed persons, read from the one source that casework gives."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from varsel.analysis.disclosure.cells import Shown
from varsel.base.kernel.codes import labels
from varsel.base.kernel.packs import entry
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.queries import facts
from varsel.knowledge.statistics import rules


def threshold(on: date) -> int:
    """From how many persons a cell is shown, by the pack's rule in force."""
    return int(_stated("table", on)["threshold"])


def definition(on: date, language: str) -> str:
    """Who is counted, in words."""
    return str(_stated("definition", on)["text"][language])


def _stated(key: str, on: date) -> Mapping[str, Any]:
    found = entry("disclosure", key, on)
    if found is None:
        raise Refusal(
            "no_disclosure_rule", remedy=_("The country pack says nothing of small numbers: nothing is shown.")
        )
    return found.data


def assessed(dimensions: Sequence[str], cut_off: date) -> rules.Table:
    """The live table of assessed persons up to and including the cut-off date, small cells hidden."""
    return rules.table(facts(on=cut_off), dimensions, cut_off=cut_off, threshold=threshold(cut_off))


def value_labels(dimension: str) -> dict[str, str]:
    """What the values of a dimension are called, in the active language; empty where they speak for themselves."""
    code_list = rules.DIMENSIONS[dimension].code_list
    return labels(code_list) if code_list else {}


def lines(of: rules.Table) -> Iterator[list[str]]:
    """The table as lines of text for a download: a head, then one line a cell; a hidden cell is empty and says so."""
    yield [*of.dimensions, "persons", "suppressed", "cut_off", "threshold"]
    for row in of.rows:
        shown = isinstance(row.cell, Shown)
        count = str(row.cell.value) if isinstance(row.cell, Shown) else ""
        yield [*row.key, count, "0" if shown else "1", of.cut_off.isoformat(), str(of.threshold)]
