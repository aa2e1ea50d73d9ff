"""Invented content for the gallery; nothing here comes from a case."""

from datetime import date, timedelta
from typing import Any

from varsel.base.design.charts import bars, spans
from varsel.base.design.ruler import Mark


def page(today: date) -> dict[str, Any]:
    """What the components of a public page are shown with."""
    return {
        "today": today,
        "soon": today + timedelta(days=5),
        "ahead": today + timedelta(days=12),
        "passed": today - timedelta(days=3),
        "hints": {"unknown": "Ring og spørg, også hvis du er i tvivl."},
        "answers": [
            {"label": "Hvor er personen?", "value": "Et værksted i en forstad", "href": "#place"},
            {"label": "Hvad har du set?", "value": "Tre tegn", "href": "#signs"},
        ],
        "steps": [
            {"text": "Fare", "state": "success", "href": "#1"},
            {"text": "Sted", "state": "number", "href": "#2", "current": True},
            {"text": "Tegn", "state": "number", "disabled": True},
        ],
        "figures": [("2023", 61), ("2024", 70), ("2025", 67)],
        "bars": bars([("2023", 61), ("2024", None), ("2025", 67)], without="ikke kendt", pale=frozenset({"2023"})),
        "spans": spans([("0,02", 11_400, 9_180, 14_400), ("0,05", 12_300, None, None)], "{:.0f}".format),
        "years": range(2007, 2027),
    }


def case(today: date) -> dict[str, Any]:
    """A clock that has been extended once, and a case half-way along its path."""
    start = today - timedelta(days=38)
    return page(today) | {
        "start": start,
        "end": start + timedelta(days=60),
        "cap": start + timedelta(days=120),
        "marks": [Mark(start + timedelta(days=28), "Forlænget")],
        "path": [
            {"label": "Kontakt", "state": "done", "on": start - timedelta(days=20), "href": "#contact"},
            {"label": "Udredende samtale", "state": "done", "on": start - timedelta(days=12), "href": "#interview"},
            {"label": "Vurdering", "state": "done", "on": start, "href": "#assessment"},
            {"label": "Refleksionsperiode", "state": "current", "href": "#period"},
            {"label": "Bistand og støtte", "state": "open"},
            {"label": "Hjemsendelse eller ophold", "state": "open"},
            {"label": "Afsluttet", "state": "open"},
        ],
        "tabs": [
            {"text": "Næste", "href": "#next", "current": True},
            {"text": "Notater", "href": "#notes", "count": 14},
            {"text": "Afgørelser", "href": "#decisions", "count": 2},
            {"text": "Deling", "href": "#shares"},
        ],
        "breadcrumb": [{"text": "Sager", "href": "#cases"}, {"text": "2026-0417-K"}],
        "keys": [{"key": "o", "text": "Opret sag"}, {"key": "a", "text": "Kun rådgivning"}],
    }
