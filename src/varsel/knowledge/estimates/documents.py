"""The paper that a release publishes: method, data and result, so that anybody can repeat it."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from varsel.analysis.estimation import OverlapTable
from varsel.knowledge.estimates import names, queries, words
from varsel.knowledge.estimates.models import Estimate, Snapshot
from varsel.knowledge.estimates.rules import results
from varsel.knowledge.estimates.rules.results import Result

METHOD = "Multiple systems estimation: Poisson log-linear models with two-way interactions, chosen stepwise"


def file_name(reference: str) -> str:
    return f"overlaps-{reference}.csv"


def command(estimate: Estimate, reference: str) -> str:
    """What repeats the released numbers, given the released file."""
    return (
        f"varsel estimate {file_name(reference)} --threshold {estimate.threshold:g} "
        f"--bootstrap {estimate.bootstrap} --seed {estimate.seed} --json"
    )


def document(
    estimate: Estimate,
    reference: str,
    *,
    base: int,
    versions: Mapping[str, str],
    table: OverlapTable | None,
    result: Result | None,
) -> dict[str, Any]:
    """The whole paper. Without a table it says only that, and why, nothing could be estimated."""
    snapshot = estimate.snapshot
    paper: dict[str, Any] = {
        "reference": reference,
        "counted": _counted(snapshot, estimate.part),
        "lists": snapshot.lists,
    }
    if table is None or result is None:
        return paper | {"estimable": False, "in_words": _in_words(estimate, estimate.result)}
    return paper | {
        "estimable": True,
        "in_words": _in_words(estimate, result),
        "method": {
            "name": METHOD,
            "parameters": {"threshold": estimate.threshold, "bootstrap": estimate.bootstrap, "seed": estimate.seed},
            "versions": dict(versions),
            "command": command(estimate, reference),
        },
        "data": {"file": file_name(reference), "rounded_to": base, "protection": _protection(base)},
        "result": dict(result),
    }


def _counted(snapshot: Snapshot, part: str) -> dict[str, Any]:
    return {
        "origin": snapshot.origin,
        "definition": snapshot.definition,
        "since": snapshot.since and snapshot.since.isoformat(),
        "until": snapshot.until and snapshot.until.isoformat(),
        "cut_off": snapshot.cut_off and snapshot.cut_off.isoformat(),
        "part": part,
        "source": snapshot.source,
    }


def _in_words(estimate: Estimate, result: Result) -> dict[str, Any]:
    """Who is counted, the three sentences and the doubts in each language of the house."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            called = names.of_lists(estimate.snapshot)
            said[language] = _who(estimate) | {"lists": called} | _said(estimate, result, called)
    return said


def _who(estimate: Estimate) -> dict[str, str]:
    """What it is called, who is counted, from when, and which part; "" where that is not known or it is all of them."""
    snapshot = estimate.snapshot
    return {
        "title": names.title(snapshot),
        "part": queries.part_words(snapshot, estimate.part),
        "definition": words.definition(snapshot.definition),
        "period": words.period(snapshot.since, snapshot.until, snapshot.cut_off) if snapshot.cut_off else "",
    }


def _said(estimate: Estimate, result: Result, called: Mapping[str, str]) -> dict[str, Any]:
    """A refusal comes from the exact counts: it is said without their values and without doubts of a number."""
    result = results.renamed(result, called)
    estimable = results.is_publishable(result)
    part = queries.part_words(estimate.snapshot, estimate.part)
    said = {
        "meaning": words.three_sentences(result, [*called.values()], part=part, values=estimable),
        "criticism": words.criticism(result),
    }
    return said | {"doubts": words.why_it_may_be_wrong(result)} if estimable else said


def _protection(base: int) -> dict[str, str]:
    """How the counts were protected, in each language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = (
                _("The counts were published before; they stand as they were.")
                if base == 1
                else _(
                    "Each count was rounded at random to a multiple of %(base)s, so that it is right on average. The "
                    "estimate was made from the rounded counts and differs from one made from the true ones."
                )
                % {"base": base}
            )
    return said
