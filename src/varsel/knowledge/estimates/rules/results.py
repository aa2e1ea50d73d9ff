"""Reading what the library answered: the few numbers a reader needs, and why they may be wrong."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Result = Mapping[str, Any]


@dataclass(frozen=True)
class Range:
    """From and to, in persons."""

    low: float
    high: float


@dataclass(frozen=True)
class Said:
    """A sentence of the library: its stable code, the English words, and what would be needed (may be "")."""

    code: str
    sentence: str
    needed: str = ""
    source: str = ""


def is_refused(result: Result) -> bool:
    """Whether the table could not even be looked at."""
    return "refused" in result


def is_publishable(result: Result) -> bool:
    """Whether the library stands by the number."""
    return not is_refused(result) and bool(result["publishable"]["value"])


def interval(result: Result, level: str = "95") -> Range | None:
    """The bootstrap interval where there is one, else the normal one; None for one without a bound."""
    low, high = _ends(result, level)
    return Range(low, high) if math.isfinite(low) and math.isfinite(high) else None


def _ends(result: Result, level: str) -> tuple[float, float]:
    """The ends of the interval; JSON has no infinity, so that an end without a bound is kept as null."""
    found = (result.get("interval_bca") or result.get("interval_normal") or {}).get(level)
    if not found:
        return -math.inf, math.inf
    low, high = (math.inf if end is None else float(end) for end in found)
    return low, high


def as_seen(result: Result, observed: int) -> Result:
    """The result with the known persons as a reader may see them, exact or rounded.

    The hidden are what is left then: the estimate less the hidden would else give the exact number back.
    """
    if is_refused(result) or result.get("estimate") is None:
        return result
    return {**result, "observed": observed, "hidden": max(0.0, result["estimate"] - observed)}


def renamed(result: Result, names: Mapping[str, str]) -> Result:
    """The result with its lists called otherwise: `names` has the new name of each."""
    if is_refused(result):
        return {**result, "refused": {**result["refused"], "place": _place(result["refused"]["place"], names)}}
    return {
        **result,
        **{key: _pairs(result[key], names) for key in ("terms", "never_met") if key in result},
        "sweep": [{**one, "terms": _pairs(one.get("terms") or (), names)} for one in result.get("sweep") or ()],
        "without_each": [
            {**one, "left_out": names.get(one["left_out"], one["left_out"])} for one in result.get("without_each") or ()
        ],
    }


def _pairs(terms: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Pairs of lists, written "A:B"."""
    return [":".join(names.get(name, name) for name in term.split(":")) for term in terms]


def _place(told: str, names: Mapping[str, str]) -> str:
    """Where a table is at fault, as the library says it: "list A", "lists A and B", or elsewhere."""
    word, _space, rest = told.partition(" ")
    if word not in ("list", "lists"):
        return told
    return f"{word} {' and '.join(names.get(name, name) for name in rest.split(' and '))}"


def reasons(result: Result) -> list[Said]:
    """Why the number may not be published; a refused table has one reason."""
    if is_refused(result):
        bad = result["refused"]
        return [Said(bad["code"], f"{bad['place']}: {bad['remedy']}")]
    return _said(result["publishable"]["reasons"])


def warnings(result: Result) -> list[Said]:
    """What the library noticed and can live with; what it cannot live with are the reasons."""
    refusing = {one.code for one in reasons(result)}
    return [one for one in _said(result.get("warnings", ())) if one.code not in refusing]


def criticism(result: Result) -> list[Said]:
    return _said(result.get("criticism", ()))


def _said(entries: Sequence[Any]) -> list[Said]:
    return [Said(one["code"], one.get("sentence", ""), one.get("needed", ""), one.get("source", "")) for one in entries]


def about(persons: float) -> int:
    """The number as it is said: three digits count, the rest are noughts, since more would claim what nobody knows."""
    if persons < 1000:
        return round(persons)
    unit = 10 ** (math.floor(math.log10(persons)) - 2)
    return round(persons / unit) * unit


@dataclass(frozen=True)
class Point:
    """An estimate beside others: at another threshold, or without one list. `number` None: there is none."""

    label: float | str
    number: float | None
    range: Range | None
    terms: Sequence[str] = ()


def sweep(result: Result) -> list[Point]:
    """The estimate at each threshold, lowest first."""
    return [_point(one["threshold"], one) for one in result.get("sweep") or ()]


def left_out(result: Result) -> list[Point]:
    """The estimate without each list; the library gives no range for these."""
    return [Point(one["left_out"], one["estimate"], None) for one in result.get("without_each") or ()]


def deciding(result: Result) -> list[Point]:
    """The estimates without one list that leave the number's own range."""
    low, high = _ends(result, "95")
    return [one for one in left_out(result) if one.number is not None and not low <= one.number <= high]


def _point(label: float | str, one: Mapping[str, Any]) -> Point:
    return Point(label, one.get("estimate"), interval(one), one.get("terms") or ())
