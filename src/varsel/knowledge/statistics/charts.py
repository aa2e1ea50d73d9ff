"""Charts as SVG made on the server: no script, no inline style, the same numbers as the table beside them."""

from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe

COLOUR = "#0b5563"
FONT = "IBM Plex Sans, system-ui, sans-serif"


@lru_cache(maxsize=64)
def bars(values: tuple[tuple[str, int | None], ...], *, width: int = 640, height: int = 240) -> SafeString:
    """A bar for each label, the count above it; a label whose count is None has no bar: it is not known or not shown.

    `values` are (label, count of persons) in the order of the axis.
    """
    import altair as alt  # late: it costs a second, and most pages have no chart

    labels = [label for label, _count in values]
    rows = [{"label": label, "count": count} for label, count in values if count is not None]
    # What is drawn is one picture with one name, given where it stands: its parts say nothing by themselves.
    axis = alt.Axis(aria=False, title=None, labelAngle=0, ticks=False, domainColor="#4f5b66")
    base = alt.Chart(alt.Data(values=rows)).encode(
        x=alt.X("label:O", sort=None, scale=alt.Scale(domain=labels), axis=axis),
        y=alt.Y("count:Q", axis=None),
    )
    numbers = base.mark_text(dy=-6, color="#1a1a1a", aria=False).encode(text="count:Q")
    picture = base.mark_bar(color=COLOUR, aria=False) + numbers
    return _svg(picture.properties(width=width, height=height))


@lru_cache(maxsize=64)
def ranges(
    values: tuple[tuple[str, float, float | None, float | None], ...],
    *,
    thousands: str = ",",
    width: int = 640,
    height: int = 240,
) -> SafeString:
    """A point for each label with a line from low to high; where an end is None there is a point and no line.

    `values` are (label, number, low, high) in the order of the axis, where `thousands` stands between the digits.
    """
    import altair as alt  # late: it costs a second, and most pages have no chart

    rows = [{"label": label, "number": number, "low": low, "high": high} for label, number, low, high in values]
    axis = alt.Axis(aria=False, title=None, labelAngle=0, ticks=False, domainColor="#4f5b66")
    counts = alt.Axis(aria=False, title=None, grid=True, gridColor="#dce3e6", format=",d", tickCount=5)
    base = alt.Chart(alt.Data(values=rows)).encode(x=alt.X("label:O", sort=None, axis=axis))
    whole = base.transform_filter("isValid(datum.low) && isValid(datum.high)")
    lines = whole.mark_rule(color=COLOUR, strokeWidth=3, aria=False).encode(
        y=alt.Y("low:Q", axis=counts, scale=alt.Scale(zero=True)), y2="high:Q"
    )
    points = base.mark_point(color=COLOUR, filled=True, size=90, opacity=1, aria=False).encode(y="number:Q")
    return _svg((lines + points).properties(width=width, height=height), thousands)


def _svg(chart: Any, thousands: str = ",") -> SafeString:
    import vl_convert

    config = {"font": FONT, "view": {"stroke": None}, "axis": {"labelFontSize": 13}, "text": {"fontSize": 13}}
    digits = {
        "decimal": "." if thousands == "," else ",",
        "thousands": thousands,
        "grouping": [3],
        "currency": ["", ""],
    }
    specification = chart.configure(**config).to_json()
    drawn = vl_convert.vegalite_to_svg(specification, format_locale=digits)
    return mark_safe(drawn)  # noqa: S308 - vl-convert escapes every label (tests/rules/test_charts.py)
