"""The public page of figures: what others have published, with source and confidence. It shows no live count."""

import csv
import io

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from varsel.base.accounts.gate import public
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.knowledge.publication import queries, rules
from varsel.knowledge.statistics import charts


@public(cache=True)
def figures(request: HttpRequest) -> HttpResponse:
    """The newest official number, its chart and table, earlier years, and where sources disagree."""
    today = legal_today()
    published = queries.figures(today)
    terms = queries.terms(today, get_language())
    totals = rules.totals(published, "assessed")
    newest = rules.headline(published, "assessed")
    return render(
        request,
        "publication/figures.html",
        {
            "newest": newest,
            "totals": totals,
            "missing": _missing(totals),
            "breakdowns": rules.breakdowns(published, newest) if newest else [],
            "earlier": [(total, rules.breakdowns(published, total)) for total in reversed(totals) if total != newest],
            "others": rules.other_measures(published, terms, "assessed"),
            "claims": queries.claims(today, published),
            "chart": charts.bars(_by_year(totals)) if totals else "",
            "terms": terms,
        },
    )


@public(cache=True)
def download(request: HttpRequest) -> HttpResponse:
    """Every published figure as CSV, with source, confidence and note in the page's language."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["year", "measure", "dimension", "category", "value", "source", "confidence", "note"])
    for f in queries.figures(legal_today()):
        note = f.note.get(get_language(), "")
        writer.writerow([f.year, f.measure, f.dimension, f.category, f.value, f.source, f.confidence, note])
    headers = {"Content-Disposition": 'attachment; filename="published-figures.csv"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _years(totals: list[rules.Figure]) -> range:
    return range(totals[0].year, totals[-1].year + 1) if totals else range(0)


def _missing(totals: list[rules.Figure]) -> list[int]:
    """The years between the first and the last whose figure is not known."""
    known = {total.year for total in totals}
    return [year for year in _years(totals) if year not in known]


def _by_year(totals: list[rules.Figure]) -> tuple[tuple[str, int | None], ...]:
    values = {total.year: total.value for total in totals}
    return tuple((str(year), values.get(year)) for year in _years(totals))
