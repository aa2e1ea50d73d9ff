"""The analyst's live table: on the page, as a chart, and as a file."""

import csv
import io
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from varsel.analysis.disclosure.cells import Shown
from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.design.charts import Bar, bars
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.knowledge.statistics import queries, rules
from varsel.knowledge.statistics.forms import CutOffForm

NAMES = {
    "year": _("Year"),
    "sex": _("Sex"),
    "form": _("Form of exploitation"),
    "age_group": _("Age group"),
    "citizenship_group": _("Citizenship group"),
}


@gate(Permission.STATISTICS_READ, Verb.STATISTICS_READ, purpose="statistics")
def assessed(request: StaffRequest) -> HttpResponse:
    """Assessed persons by the chosen dimensions, small cells hidden."""
    form, table = _asked(request)
    request.listed([], criterion=_criterion(table))
    return render(
        request,
        "statistics/assessed.html",
        {
            "form": form,
            "table": table,
            "layout": _layout(table),
            "heads": [NAMES[key] for key in table.dimensions[:-1]],
            "across": NAMES[table.dimensions[-1]],
            "dimensions": _toggles(table),
            "definition": queries.definition(table.cut_off, get_language()),
            "bars": _bars(table),
            "download": f"{reverse('statistics:download')}?{_query(table.dimensions, table)}",
        },
    )


@gate(Permission.STATISTICS_EXPORT, Verb.STATISTICS_EXPORT, purpose="statistics")
def download(request: StaffRequest) -> HttpResponse:
    """The same table as CSV (UTF-8, comma, one cell a line)."""
    _form, table = _asked(request)
    request.listed([], criterion=_criterion(table))
    text = io.StringIO()
    csv.writer(text).writerows(queries.lines(table))
    name = f"assessed-{table.cut_off.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def _asked(request: StaffRequest) -> tuple[CutOffForm, rules.Table]:
    form = CutOffForm(request.GET if "cut_off" in request.GET else None, initial={"cut_off": legal_today()})
    dimensions = rules.chosen(request.GET.getlist("by"))
    return form, queries.assessed(dimensions, form.cut_off_or(legal_today()))


def _criterion(table: rules.Table) -> dict[str, object]:
    return {"by": " ".join(table.dimensions), "cut_off": table.cut_off.isoformat()}


def _query(dimensions: tuple[str, ...], table: rules.Table) -> str:
    return urlencode([*(("by", key) for key in dimensions), ("cut_off", table.cut_off.isoformat())])


def _toggles(table: rules.Table) -> list[dict[str, Any]]:
    """Each dimension as a link that adds it, or takes it away; the last one cannot be taken away."""
    toggles = []
    for key, name in NAMES.items():
        current = key in table.dimensions
        wanted = tuple(k for k in rules.DIMENSIONS if (k in table.dimensions) != (k == key)) or (key,)
        toggles.append({"text": name, "current": current, "href": f"?{_query(wanted, table)}"})
    return toggles


def _layout(table: rules.Table) -> dict[str, Any]:
    """The pivot with words for codes."""
    words = [queries.value_labels(key) for key in table.dimensions]
    layout = rules.pivot(table)
    return {
        "columns": [words[-1].get(value, _worded(value)) for value in layout.columns],
        "rows": [
            ([own.get(value, _worded(value)) for own, value in zip(words, key, strict=False)], cells)
            for key, cells in layout.rows
        ],
    }


def _worded(value: str) -> Any:
    return _("not known") if value == rules.NOT_KNOWN else value


def _bars(table: rules.Table) -> list[Bar]:
    """Persons by year; a hidden year has no bar."""
    by_year = [(year, int(cell.value) if isinstance(cell, Shown) else None) for year, cell in table.by_year.items()]
    return bars(by_year, without=str(_("not shown")))
