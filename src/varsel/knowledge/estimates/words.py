"""What an estimate says, in the reader's language: built from the library's codes and numbers, never by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from varsel.knowledge.estimates.rules import results
from varsel.knowledge.estimates.rules.results import Result, Said
from varsel.knowledge.estimates.sentences import NEEDED, SENTENCES, WITHOUT_VALUES


def persons(number: float) -> str:
    """A number of persons as it is said: rounded to three digits, grouped as the language groups."""
    return exact(results.about(number))


def exact(number: float) -> str:
    """A whole number, grouped as the language groups."""
    return str(number_format(round(number), 0, use_l10n=True, force_grouping=True))


@dataclass(frozen=True)
class Headline:
    """The numbers as they are said; "" where there is none."""

    number: str = ""
    low: str = ""
    high: str = ""
    observed: str = ""
    hidden: str = ""
    hidden_low: str = ""
    hidden_high: str = ""


def headline(result: Result) -> Headline:
    """What stands on top of the page."""
    if results.is_refused(result):
        return Headline()
    found = results.interval(result)
    return Headline(
        number=_said(result["estimate"]),
        low=_said(found.low if found else None),
        high=_said(found.high if found else None),
        observed=exact(result["observed"]),
        hidden=_said(result["hidden"]),
        hidden_low=_said(max(0.0, found.low - result["observed"]) if found else None),
        hidden_high=_said(max(0.0, found.high - result["observed"]) if found else None),
    )


def _said(number: float | None) -> str:
    return "" if number is None else persons(number)


def enumerated(names: Sequence[str]) -> str:
    """ "A, B and C" in the reader's language."""
    if len(names) < 2:
        return "".join(names)
    return _("%(several)s and %(last)s") % {"several": ", ".join(names[:-1]), "last": names[-1]}


def definition(key: str) -> str:
    """Who is counted; "" for a table from elsewhere, whose source says it."""
    if not key:
        return ""
    if key == "assessed":
        return _("Persons assessed as exposed to human trafficking, each once")
    return _("Persons assessed as exposed to human trafficking, and those presumed, each once")


def period(since: date | None, until: date | None, cut_off: date) -> str:
    """When, both days included, and as decided by which day."""
    return f"{days(since, until)}; {_('as decided by %(day)s') % {'day': _day(cut_off)}}"


def days(since: date | None, until: date | None) -> str:
    """From which day to which, both included."""
    ends = {"since": _day(since), "until": _day(until)}
    if since and until:
        return _("from %(since)s to %(until)s") % ends
    if since:
        return _("from %(since)s") % ends
    return _("to %(until)s") % ends if until else _("all years")


def _day(of: date | None) -> str:
    return date_format(of, "DATE_FORMAT") if of else ""


def three_sentences(result: Result, lists: Sequence[str], *, part: str = "", values: bool = True) -> list[str]:
    """What it means, for a minister: how many, how sure, what it may be used for. A refusal has three as well.

    `part`: what alone was counted, in words; the first sentence names it. `values` as in `reasons`.
    """
    first, *rest = _meant(result, lists) if results.is_publishable(result) else _refused(result, values=values)
    if part:
        first = _("Of the part “%(part)s” alone: %(sentence)s") % {"part": part, "sentence": first}
    return [first, *rest]


def _meant(result: Result, lists: Sequence[str]) -> list[str]:
    said = {
        "observed": exact(result["observed"]),
        "lists": enumerated(lists),
        "estimate": persons(result["estimate"]),
        "hidden": persons(result["hidden"]),
    }
    first = _(
        "%(observed)s persons are known from at least one of the lists %(lists)s; from how these overlap, the method "
        "judges that there were about %(estimate)s in all, so that about %(hidden)s were on none of them."
    )
    most_unknown = result["hidden"] > result["observed"]
    third = (
        _("It can be used to say that most were on no list; it cannot say how many there are in one town, nor whether "
          "there are more than a year ago.")
        if most_unknown
        else _("It can be used to say that some were on no list; it cannot say how many there are in one town, nor "
               "whether there are more than a year ago.")
    )  # fmt: skip
    return [first % said, _how_sure(result), third]


def _how_sure(result: Result) -> str:
    found = results.interval(result)
    if found is None:
        return _("How much chance plays in this cannot be said from these lists.")
    return _(
        "Chance alone leaves open anything from %(low)s to %(high)s; the true number may lie outside, if some people "
        "could not come onto any list, or if being on one list leads to another."
    ) % {"low": persons(found.low), "high": persons(found.high)}


def _refused(result: Result, *, values: bool) -> list[str]:
    return [
        _("From these lists it cannot be estimated how many are on no list."),
        _("The reason: %(reason)s") % {"reason": " ".join(reasons(result, values=values))},
        _("What would be needed: %(needed)s") % {"needed": " ".join(needs(result))},
    ]


def reasons(result: Result, *, values: bool = True) -> list[str]:
    """Why there is no number that the method stands by; without `values` by the code alone."""
    return _worded(results.reasons(result), result, values=values)


def warnings(result: Result, *, values: bool = True) -> list[str]:
    """What the method noticed and can live with; `values` as in `reasons`."""
    return _worded(results.warnings(result), result, values=values)


def needs(result: Result) -> list[str]:
    """What would have to be there for an answer."""
    return list(dict.fromkeys(str(NEEDED.get(one.code, one.needed)) for one in results.reasons(result)))


def _worded(said: Sequence[Said], result: Result, *, values: bool) -> list[str]:
    if not values:
        return [_without_values(one.code) for one in said]
    known = {} if results.is_refused(result) else _values(result)
    return [sentence(one, known) for one in said]


def sentence(said: Said, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """What the library says, by its code, with the numbers; its own English where this house has no words for it."""
    if said.code not in SENTENCES:
        return said.sentence
    text = str(SENTENCES[said.code]) % known
    return f"{place}: {text}" if (place := _place(said.sentence)) else text


def _without_values(code: str) -> str:
    """What the library says, by its code alone. Its own English has numbers, so that it never stands in."""
    return str(WITHOUT_VALUES.get(code) or SENTENCES.get(code) or _("The method does not stand by the number."))


def _place(told: str) -> str:
    """Where a file is wrong, in the reader's language: a line, a column, or lists by their names."""
    if found := re.match(r"line (\d+), column (\d+): ", told):
        return _("Line %(line)s, column %(column)s") % {"line": found[1], "column": found[2]}
    if found := re.match(r"line (\d+): ", told):
        return _("Line %(line)s") % {"line": found[1]}
    if found := re.match(r"list (.+?): ", told):
        return found[1]
    if found := re.match(r"lists (.+?) and (.+?): ", told):
        return enumerated([found[1], found[2]])
    return ""


def _values(result: Result) -> dict[str, str]:
    """The numbers that sentences have room for; "–" for one that is not bounded or not there."""
    found = results.interval(result)
    swept = [one.number for one in results.sweep(result) if one.number is not None]
    bootstrap = result.get("bootstrap") or {}
    numbers = {
        "estimate": result["estimate"],
        "low": found and found.low,
        "high": found and found.high,
        "lowest": min(swept, default=None),
        "highest": max(swept, default=None),
        "median": bootstrap.get("median"),
        "failed": bootstrap.get("failed"),
        "replicates": bootstrap.get("replicates"),
    }
    said = {name: "–" if number is None else persons(number) for name, number in numbers.items()}
    return said | {
        "never_met": pairs(result.get("never_met", ())),
        "decides": "; ".join(_without(one) for one in results.deciding(result)) or "–",
    }


def _without(one: results.Point) -> str:
    return _("without %(list)s about %(number)s") % {"list": one.label, "number": persons(one.number or 0)}


def why_it_may_be_wrong(result: Result) -> list[str]:
    """What a reader must know before the number is used: this result's own warnings, then what always holds."""
    return [
        *warnings(result)[:2],
        _("Who can come onto no list at all is not in the number."),
        _("Lists that lead to one another push it down, lists that shut one another out push it up."),
        _("Where the truth was known, such ranges held it 60 to 90 times in 100, not 95."),
    ]


def criticism(result: Result) -> list[tuple[str, str]]:
    """What scholars hold against the method, each with its source."""
    return [(sentence(one), one.source) for one in results.criticism(result)]


def pairs(terms: Sequence[str]) -> str:
    """The pairs of lists that were corrected for: ["A:B"] as "A and B"."""
    said = [enumerated(term.split(":")) for term in terms]
    return "; ".join(said) or _("none")
