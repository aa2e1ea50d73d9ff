"""One estimate: the number, its range and why it may be wrong, before anything else."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.formats import localize
from django.utils.translation import gettext as _

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.design.charts import Span, spans
from varsel.knowledge.estimates import access, names, queries, words
from varsel.knowledge.estimates.models import Estimate
from varsel.knowledge.estimates.rules import results
from varsel.knowledge.estimates.rules.results import Point, Range
from varsel.knowledge.estimates.views.snapshots import overlaps_for


@gate(Permission.ESTIMATE_READ, Verb.ESTIMATE_READ, purpose="statistics")
def result(request: StaffRequest, estimate: UUID) -> HttpResponse:
    """The result of one run, or why there is none."""
    found = access.require(request.user, Estimate, estimate)
    request.seen(found)
    overlaps = overlaps_for(request, found.snapshot, found.part)
    called = names.of_lists(found.snapshot)
    answer = results.renamed(results.as_seen(found.result, overlaps.observed), called)
    part = queries.part_words(found.snapshot, found.part)
    sweep = results.sweep(answer)
    estimable = results.is_publishable(answer)
    # A number that the method does not stand by is for those who look for the reason.
    shows_numbers = (
        access.sees_results(request.user, found.snapshot) if estimable else access.sees_small_numbers(request.user)
    )
    withheld = estimable and not shows_numbers
    lists = [*called.values()]
    context = {
        "estimate": found,
        "snapshot": found.snapshot,
        "title": names.title(found.snapshot),
        "part": part,
        "estimable": estimable,
        "withheld": withheld,
        "shows_numbers": shows_numbers,
        "headline": words.headline(answer),
        "doubts": words.why_it_may_be_wrong(answer),
        "reasons": words.reasons(answer, values=shows_numbers),
        "needed": words.needs(answer),
        "sentences": [] if withheld else words.three_sentences(answer, lists, part=part, values=shows_numbers),
        "sweep": _rows(sweep),
        "spans": _spans(sweep),
        "left_out": _rows(results.left_out(answer)),
        "criticism": words.criticism(answer),
        "warnings": [] if withheld else words.warnings(answer, values=shows_numbers),
        "terms": "" if withheld else words.pairs(answer.get("terms", ())),
        "overlaps": overlaps,
        "may_release": request.user.has(Permission.ESTIMATE_RELEASE),
    }
    return render(request, "estimates/result.html", context)


def _rows(points: Sequence[Point]) -> list[dict[str, str]]:
    """The points as they stand in a table."""
    return [
        {
            "label": _label(point.label),
            "number": words.persons(point.number) if point.number is not None else _("cannot be estimated"),
            "range": _range(point.range),
            "terms": words.pairs(point.terms),
        }
        for point in points
    ]


def _label(of: float | str) -> str:
    """A threshold in the reader's digits, or a list's name."""
    return of if isinstance(of, str) else str(localize(Decimal(f"{of:g}")))


def _range(of: Range | None) -> str:
    return f"{words.persons(of.low)} – {words.persons(of.high)}" if of else ""


def _spans(points: Sequence[Point]) -> list[Span]:
    """The sweep as a picture, if there are two points to compare."""
    drawn = [
        (_label(one.label), one.number, one.range.low if one.range else None, one.range.high if one.range else None)
        for one in points
        if one.number is not None
    ]
    return spans(drawn, words.persons) if len(drawn) > 1 else []
