"""Before any list is asked for: could an estimate from such lists ever give a useful interval?

Populations with an assumed hidden number and assumed lists are drawn many times, and from each the estimate is made
as it would be in earnest (forward selection, normal interval, the same reasons for refusal). What comes out says how
wide the interval would be, how often it would hold the truth, and how often there would be no answer, for one year
and for several pooled.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation.doubts import FEWEST_IN_OVERLAPS, FEWEST_PERSONS, USELESS, WIDE
from varsel.analysis.estimation.fitting import fits
from varsel.analysis.estimation.intervals import LEVELS, normal
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt
from varsel.analysis.estimation.stepwise import select
from varsel.analysis.estimation.tables import MOST_LISTS, MOST_PERSONS, patterns_of

YEARS = (1, 2, 3, 5, 10)
FEWEST, MOST_TABLES = 20, 10_000
USEFUL_OFTEN = 0.8  # of the tables must give a useful interval
STRESS = 2.0  # odds ratio of every pair of lists, where none was given: a mild one
HOLDS_OFTEN = 0.85  # of the intervals must hold the truth; below, the lists depend more than the selection can see
Dependences = Mapping[tuple[int, int], float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Assumption:
    """What is assumed of one year.

    seen, hidden: persons on a list, and on none, as expected. chances: to be on each list; None shares them out
    equally so that `seen` comes out. dependences: odds ratio by pair of lists (0-based), 1 where not given; above 1
    the lists lead to one another, below 1 they keep persons from one another.
    """

    seen: int
    hidden: int
    lists: int
    chances: tuple[float, ...] | None = None
    dependences: Dependences | None = None

    def __post_init__(self) -> None:
        pairs, ratios = dict(self.dependences or {}).keys(), dict(self.dependences or {}).values()
        if min(self.seen, self.hidden) < 1 or self.persons > MOST_PERSONS or not 2 <= self.lists <= MOST_LISTS:
            raise BadTable(
                "plan", "the plan",
                f"Persons seen and hidden (at most {MOST_PERSONS:,}), and 2 to {MOST_LISTS} lists, are needed.",
            )  # fmt: skip
        if self.chances is not None and not (
            len(self.chances) == self.lists and all(0 < chance < 1 for chance in self.chances)
        ):
            raise BadTable("chances", "the chances", "One for each list, above 0 and below 1.")
        if not all(0 <= one < other < self.lists for one, other in pairs) or not all(ratio > 0 for ratio in ratios):
            raise BadTable("dependences", "the dependences", "Pairs of two lists, the lower first, and odds above 0.")

    @property
    def persons(self) -> int:
        return self.seen + self.hidden

    def cells(self) -> Floats:
        """The chance of each pattern, the unseen one first; shape (2**lists,).

        With given chances the hidden number follows from them, whatever `hidden` says of the number of persons.
        """
        if self.chances is not None:
            return _cells(self.chances, self.dependences or {})
        low, high = 0.0, 1.0
        for _halving in range(50):
            middle = (low + high) / 2
            unseen = _cells((middle,) * self.lists, self.dependences or {})[0]
            low, high = (middle, high) if unseen * self.persons > self.hidden else (low, middle)
        return _cells(((low + high) / 2,) * self.lists, self.dependences or {})


def _cells(chances: Sequence[float], dependences: Dependences) -> Floats:
    """Iterative proportional fitting: these margins, and these odds ratios in every stratum of the other lists."""
    on = np.vstack([np.zeros((1, len(chances)), dtype=bool), patterns_of(len(chances))])
    cells = np.ones(len(on))
    for (one, other), ratio in dependences.items():
        cells[on[:, one] & on[:, other]] *= ratio
    while not np.allclose(cells @ on, chances, rtol=1e-9):
        for column, chance in enumerate(chances):
            has = on[:, column]
            cells[has] *= chance / cells[has].sum()
            cells[~has] *= (1 - chance) / cells[~has].sum()
    return cells / cells.sum()


@dataclass(frozen=True, slots=True)
class Outlook:
    """What comes of so many years pooled.

    truth: persons in all. seen, low, high: medians. width: upper limit by lower one, at 10, 50 and 90 in 100 tables
    with an answer; None where there is none. holds: share of intervals with the truth in them. refused: share of
    tables without a publishable answer, by reason. useful: share of all tables with an answer no wider than 2.5.
    """

    years: int
    truth: int
    seen: float
    low: float | None
    high: float | None
    width: tuple[float, float, float] | None
    holds: float | None
    refused: dict[str, float]
    useful: float

    @property
    def enough(self) -> bool:
        return self.useful >= USEFUL_OFTEN and (self.holds or 0.0) >= HOLDS_OFTEN


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Whether to start: `years` is the fewest that are enough, None where none of those tried is.

    stress: what comes of the same number of years if every two lists lead to one another (odds ratio 2); None where
    dependences were given.
    """

    assumption: Assumption
    tables: int
    outlooks: tuple[Outlook, ...]
    stress: Outlook | None
    doubts: tuple[Doubt, ...]
    seconds: float

    @property
    def years(self) -> int | None:
        return next((outlook.years for outlook in self.outlooks if outlook.enough), None)

    @property
    def verdict(self) -> str:
        """One or two sentences for who decides."""
        one = self.outlooks[0]
        start = f"With about {one.seen / one.years:,.0f} persons a year on {self.assumption.lists} lists "
        if one.low is None or one.high is None:
            start += f"{_years(one.years)} would give no answer at all. "
        else:
            start += (
                f"the 95 % interval of {_years(one.years)} will span about {one.low:,.0f} to {one.high:,.0f} "
                f"(the truth assumed: {one.truth:,}), and {1 - one.useful:.0%} of such tables "
                "give nothing that can be used. "
            )
        if self.years is None:
            most = self.outlooks[-1].years
            return start + (
                f"{'It is' if most == 1 else f'Even {most} years are'} not enough: do not estimate from these lists."
            )
        return start + ("One year is enough." if self.years == 1 else f"Pool at least {self.years} years.")

    def as_dict(self) -> dict[str, Any]:
        """As `varsel plan-estimate --json` prints it."""
        given = self.assumption
        dependences = {f"{one}:{other}": ratio for (one, other), ratio in (given.dependences or {}).items()}
        return {
            "seen": given.seen, "hidden": given.hidden, "lists": given.lists,
            "chances": given.chances and list(given.chances), "dependences": dependences, "tables": self.tables,
            "years": self.years, "verdict": self.verdict, "outlooks": [asdict(outlook) for outlook in self.outlooks],
            "stress": self.stress and asdict(self.stress),
            "warnings": [doubt.as_dict() for doubt in self.doubts],
            "publishable": {"value": self.years is not None, "reasons": [one.as_dict() for one in self._reasons()]},
            "seconds": self.seconds,
        }  # fmt: skip

    def _reasons(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if doubt.refuses]


def plan(
    assumption: Assumption,
    years: Sequence[int] = YEARS,
    tables: int = 400,
    threshold: float = 0.02,
    seed: int = 1,
) -> Plan:
    """Draw `tables` populations for each number of years and estimate each; see the head of this file.

    Raises BadTable for fewer than 20 tables or more than 10,000, and for years that do not rise from at least 1.
    """
    began = time.perf_counter()
    if not FEWEST <= tables <= MOST_TABLES or not years or list(years) != sorted({*years}) or min(*years, seed + 1) < 1:
        raise BadTable(
            "plan", "the plan",
            f"{FEWEST} to {MOST_TABLES:,} tables, a seed that is not negative, and rising years from 1.",
        )  # fmt: skip
    cells = assumption.cells()
    rng = np.random.default_rng(seed)
    outlooks = tuple(_outlook(assumption, cells, count, tables, threshold, rng) for count in years)
    stress = None
    if not assumption.dependences:
        worse = replace(assumption, dependences=all_pairs(assumption.lists, STRESS))
        most = next((outlook.years for outlook in outlooks if outlook.enough), years[-1])
        stress = _outlook(worse, worse.cells(), most, tables, threshold, rng)
    found = tuple(_doubts(outlooks, stress))
    return Plan(assumption, tables, outlooks, stress, found, time.perf_counter() - began)


def _outlook(
    assumption: Assumption, cells: Floats, years: int, tables: int, threshold: float, rng: np.random.Generator
) -> Outlook:
    truth = assumption.persons * years
    counts = rng.multinomial(truth, cells, size=tables)[:, 1:]
    intervals = np.full((tables, 2), np.nan)
    refused = _refused(counts)
    asked = np.flatnonzero(refused == "")
    if len(asked):
        found = fits(select(assumption.lists, counts[asked], threshold).stack)
        for row, one in zip(asked, found, strict=True):
            intervals[row] = normal(int(counts[row].sum()), one.hidden, one.log_variance)[LEVELS[0]]
    with np.errstate(invalid="ignore", divide="ignore"):
        width = intervals[:, 1] / intervals[:, 0]
    refused[(refused == "") & ~np.isfinite(width)] = "no_finite_estimate"
    refused[(refused == "") & (width > USELESS)] = "useless_interval"
    good = refused == ""
    shares = {str(code): float((refused == code).mean()) for code in sorted(set(refused[~good].tolist()))}
    seen = float(np.median(counts.sum(axis=1)))
    if not good.any():
        return Outlook(years, truth, seen, None, None, None, None, shares, 0.0)
    low, high = np.median(intervals[good], axis=0)
    widths = tuple(np.quantile(width[good], (0.1, 0.5, 0.9)).tolist())
    holds = (intervals[good, 0] <= truth) & (truth <= intervals[good, 1])
    return Outlook(
        years, truth, seen, float(low), float(high), (widths[0], widths[1], widths[2]), float(holds.mean()), shares,
        float((good & (width <= WIDE)).mean()),
    )  # fmt: skip


def _refused(counts: NDArray[np.int64]) -> NDArray[np.str_]:
    """The reason to refuse each table before any fit, "" where there is none; shape (tables,)."""
    size = int(np.log2(counts.shape[1] + 1))
    patterns = patterns_of(size)
    several = counts[:, patterns.sum(axis=1) > 1].sum(axis=1)
    reasons = np.full(len(counts), "", dtype="U24")
    reasons[several < FEWEST_IN_OVERLAPS] = "too_few_in_overlaps"
    reasons[counts.sum(axis=1) < FEWEST_PERSONS] = "too_few_persons"
    reasons[(counts @ patterns == 0).any(axis=1)] = "empty_list"
    return reasons


def _doubts(outlooks: Sequence[Outlook], stress: Outlook | None) -> Iterator[Doubt]:
    if not any(outlook.enough for outlook in outlooks):
        yield Doubt(
            "never_useful",
            "Under these assumptions no number of years tried gives a useful interval often enough.",
            "More lists, lists that reach more persons, or another method than this.",
            refuses=True,
        )
    held = [outlook.holds for outlook in outlooks if outlook.holds is not None]
    if held and min(held) < HOLDS_OFTEN:
        yield Doubt(
            "truth_missed",
            f"Of 100 intervals meant to hold the truth 95 times, only {100 * min(held):.0f} did.",
            "Lists that depend less on one another; more persons do not mend this.",
        )
    if stress and stress.holds is not None:
        yield Doubt(
            "independence_assumed",
            f"The lists were taken to be independent. If every two lead to one another, mildly (odds ratio "
            f"{STRESS:g}), {100 * stress.holds:.0f} of 100 intervals hold the truth, with {_years(stress.years)}.",
            "Somebody who knows which organisations refer persons to one another; then give those odds ratios.",
        )


def _years(count: int) -> str:
    return "one year" if count == 1 else f"{count} years"


def all_pairs(lists: int, ratio: float) -> dict[tuple[int, int], float]:
    """The same odds ratio for every pair of lists."""
    return dict.fromkeys(combinations(range(lists), 2), ratio)
