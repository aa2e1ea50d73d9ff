"""The public page of figures: what others have published, with source and confidence. It shows no live count."""

import csv
import io
import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from varsel.base.accounts.gate import public
from varsel.base.design.charts import Bar, bars
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.knowledge.estimates import queries as estimates
from varsel.knowledge.estimates.documents import file_name
from varsel.knowledge.estimates.models import Release
from varsel.knowledge.estimates.words import headline
from varsel.knowledge.publication import queries, rules


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
            "later": rules.later(totals, newest),
            "totals": totals,
            "missing": _missing(totals),
            "breakdowns": rules.breakdowns(published, newest) if newest else [],
            "earlier": [(total, rules.breakdowns(published, total)) for total in reversed(totals) if total != newest],
            "others": rules.other_measures(published, terms, "assessed"),
            "claims": queries.claims(today, published),
            "bars": _bars(totals),
            "terms": terms,
            "estimates": [_paper(one) for one in estimates.released()],
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


@public(cache=True)
def overlaps(request: HttpRequest, released: str) -> HttpResponse:
    """The protected overlap table of a released estimate, as `varsel estimate` reads it."""
    found = _released(released)
    if not found.table:
        raise Http404
    return _file(found.table, "text/csv; charset=utf-8", file_name(found.reference))


@public(cache=True)
def paper(request: HttpRequest, released: str) -> HttpResponse:
    """The whole paper of a release: method, parameters, seed, versions, result, doubts and criticism, as JSON."""
    found = _released(released)
    text = json.dumps(found.document, ensure_ascii=False, indent=1)
    return _file(text, "application/json", f"estimate-{found.reference}.json")


def _released(reference: str) -> Release:
    found = estimates.released_one(reference)
    if found is None:
        raise Http404
    return found


def _file(text: str, kind: str, name: str) -> HttpResponse:
    return HttpResponse(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _paper(release: Release) -> dict[str, Any]:
    """A release as the page shows it."""
    document = release.document
    called = document["in_words"][get_language()].get("lists", {})
    return {
        "reference": release.reference,
        "document": document,
        "said": document["in_words"][get_language()],
        "letters": [(kept, name) for kept, name in called.items() if kept != name],
        "headline": headline(document["result"]) if document["estimable"] else None,
        "protection": document["data"]["protection"][get_language()] if document["estimable"] else "",
    }


def _years(totals: list[rules.Figure]) -> range:
    return range(totals[0].year, totals[-1].year + 1) if totals else range(0)


def _missing(totals: list[rules.Figure]) -> list[int]:
    """The years between the first and the last whose figure is not known."""
    known = {total.year for total in totals}
    return [year for year in _years(totals) if year not in known]


def _bars(totals: list[rules.Figure]) -> list[Bar]:
    """A bar for each year; pale where the number is no official one."""
    values = {total.year: total.value for total in totals}
    unsure = frozenset(str(total.year) for total in totals if not total.is_official)
    return bars([(str(year), values.get(year)) for year in _years(totals)], without=_("not known"), pale=unsure)
