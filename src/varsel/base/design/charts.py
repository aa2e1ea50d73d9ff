"""The geometry of charts: one row a value, so that every label stays readable however narrow the screen is.

Lengths are percentages of whatever width there is, as drawings want them whatever the language: zero is the left edge,
the largest number the right one. A chart is drawn by `c-bars` or `c-spans`, with no script and no inline style.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format


@dataclass(frozen=True)
class Bar:
    """A bar with its count behind it. One without a width is not drawn: `said` says why there is no count."""

    label: str
    said: str
    width: str = ""
    is_pale: bool = False


def bars(values: Sequence[tuple[str, int | None]], *, without: str, pale: frozenset[str] = frozenset()) -> list[Bar]:
    """A bar for each label, in their order. `without` stands where the count is None; `pale` labels are less sure."""
    largest = max((count for _label, count in values if count is not None), default=0)
    return [
        Bar(label, without)
        if count is None
        else Bar(label, str(number_format(count, 0, force_grouping=True)), _percent(count, largest), label in pale)
        for label, count in values
    ]


@dataclass(frozen=True)
class Span:
    """A number as a point with its range as a line. Without a `low` there is no range."""

    label: str
    said: str
    at: str
    said_range: str = ""
    low: str = ""
    high: str = ""


def spans(values: Sequence[tuple[str, float, float | None, float | None]], said: Callable[[float], str]) -> list[Span]:
    """A point for each (label, number, low, high), in their order; where an end is None there is no line."""
    largest = max((end for _label, *numbers in values for end in numbers if end is not None), default=0.0)
    drawn = []
    for label, number, low, high in values:
        at = _percent(number, largest)
        if low is None or high is None:
            drawn.append(Span(label, said(number), at))
        else:
            words = f"{said(low)} – {said(high)}"
            drawn.append(Span(label, said(number), at, words, _percent(low, largest), _percent(high, largest)))
    return drawn


def _percent(of: float, largest: float) -> str:
    return f"{100 * of / largest if largest else 0:.1f}%"
