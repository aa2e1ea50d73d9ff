"""An estimate as a text that is read: the number, its range, why it may be wrong, and what it hangs on."""

import math
from collections.abc import Iterable, Iterator
from textwrap import fill

from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.intervals import LEVELS, Interval
from varsel.analysis.estimation.planning import Outlook, Plan
from varsel.analysis.estimation.results import AtThreshold, Doubt, Estimate
from varsel.analysis.estimation.sweep import WithoutList

WIDTH, LABEL = 100, 34


def report(answer: Estimate) -> str:
    """The whole report, lines of up to 100 characters."""
    return "\n".join(
        [*_numbers(answer), "", *_verdict(answer), *_doubts(answer.doubts), *_sweep(answer.sweep, answer.threshold),
         *_lists(answer.without_each), *_criticism(answer), "", f"{answer.seconds:.1f} seconds, seed {answer.seed}."]
    )  # fmt: skip


def other_report(answer: Answer) -> str:
    """The report of a method other than the stepwise one."""
    return "\n".join(
        [*_other_numbers(answer), "", *_verdict(answer), *_doubts(answer.doubts), *_criticism(answer), "",
         f"{answer.seconds:.1f} seconds."]
    )  # fmt: skip


def plan_report(found: Plan) -> str:
    """The verdict, what comes of each number of years, and why it may be worse."""
    rows = [
        f"   {row.years:>5} {row.seen:>8,.0f} {row.truth:>8,}  {_outlook(row):<24} {_share(row.holds):>6} "
        f"{row.useful:>7.0%}"
        for row in found.outlooks
    ]
    head = f"   {'years':>5} {'seen':>8} {'truth':>8}  {'95 % interval':<24} {'holds':>6} {'useful':>7}"
    return "\n".join([fill(found.verdict, WIDTH), "", head, *rows, *_doubts(found.doubts, refusing=True)])


def _outlook(row: Outlook) -> str:
    return "no answer" if row.low is None or row.high is None else _range((row.low, row.high))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _other_numbers(answer: Answer) -> Iterator[str]:
    yield _line("Persons on the lists", f"{answer.observed:,} on {len(answer.lists)} lists ({', '.join(answer.lists)})")
    if answer.estimate is None or answer.interval is None:
        yield _line("Estimated in all", "no estimate")
    else:
        yield _line("Estimated in all", _persons(answer.estimate))
        yield _line("of these on no list", _persons(answer.estimate - answer.observed))
        for level in LEVELS:
            yield _line(f"{level} % interval", _range(answer.interval[level]))
    yield from (_line(label, value) for label, value in answer.told())


def _numbers(answer: Estimate) -> Iterator[str]:
    yield _line("Persons on the lists", f"{answer.observed:,} on {len(answer.lists)} lists ({', '.join(answer.lists)})")
    model = answer.model
    if model is None or answer.estimate is None:
        yield _line("Estimated in all", "no estimate")
        return
    yield _line("Estimated in all", _persons(answer.estimate))
    yield _line("of these on no list", _persons(model.hidden))
    for level in (95, 80):
        if answer.bootstrap:
            yield _line(f"{level} % interval (bootstrap, BCa)", _range(answer.bootstrap.interval_bca[level]))
        yield _line(f"{level} % interval (normal)", _range(model.interval_normal[level]))
    yield _line("Interactions", ", ".join(model.terms) or "none")
    if model.never_met:
        yield _line("Lists that share nobody", ", ".join(model.never_met))
    yield _line("Deviance", f"{model.deviance:.2f} on {model.freedom} degrees of freedom")


def _verdict(answer: Estimate | Answer) -> Iterator[str]:
    if answer.publishable:
        yield "PUBLISHABLE, with its interval, its warnings and the criticism below."
        return
    yield "NOT PUBLISHABLE:"
    yield from _each(f"{doubt.sentence} Needed: {doubt.needed}" for doubt in answer.refusals)


def _doubts(doubts: Iterable[Doubt], *, refusing: bool = False) -> Iterator[str]:
    if warnings := [doubt for doubt in doubts if refusing or not doubt.refuses]:
        yield from ["", "Warnings:"]
        yield from _each(f"{doubt.sentence} Needed: {doubt.needed}" for doubt in warnings)


def _sweep(sweep: tuple[AtThreshold, ...], chosen: float) -> Iterator[str]:
    if sweep:
        yield from ["", "What the threshold of the selection does (normal 95 % interval):"]
    for row in sweep:
        mark = "*" if row.threshold == chosen else " "
        terms = " ".join([*row.terms, *(f"({term})" for term in row.never_met)]) or "no interactions"
        yield f" {mark} {row.threshold:<6} {row.estimate:>12,.0f}  {_range(row.interval_normal[95]):<26}  {terms}"


def _lists(rows: tuple[WithoutList, ...]) -> Iterator[str]:
    yield from ["", "Without each list:"]
    for row in rows:
        number = f"{row.estimate:>12,.0f}" if row.estimate is not None else f"{'none':>12} ({row.reason})"
        yield f"   {row.left_out:<12} {number}"


def _criticism(answer: Estimate | Answer) -> Iterator[str]:
    yield from ["", "Held against every estimate of this kind:"]
    yield from _each(f"{one.sentence} ({one.source})" for one in answer.criticism)


def _each(sentences: Iterable[str]) -> Iterator[str]:
    return (fill(sentence, WIDTH, initial_indent=" - ", subsequent_indent="   ") for sentence in sentences)


def _line(label: str, value: str) -> str:
    return fill(f"{label:<{LABEL}}{value}", WIDTH, subsequent_indent=" " * LABEL)


def _persons(value: float) -> str:
    return f"{value:,.0f}" if math.isfinite(value) else "unbounded"


def _range(interval: Interval) -> str:
    return f"{_persons(interval[0])} to {_persons(interval[1])}"
