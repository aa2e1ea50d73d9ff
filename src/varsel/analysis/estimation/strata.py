"""Estimates by stratum (year, sex, form of exploitation), their total, and whether pooling the strata is defensible.

Where the patterns of lists are shared out alike in every stratum, pooling loses nothing and gains persons. Where they
are not, the pooled table mixes populations that the lists reach unequally, and its estimate is biased (Sekar and
Deming 1949). Whether they are is tested exactly: under the null hypothesis every table of strata by patterns with
these margins comes about by sharing out the persons blindly, and so many of those are drawn (Patefield 1981).
"""

import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist
from typing import Any, ClassVar, TextIO

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.estimation import doubts
from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.estimating import estimate
from varsel.analysis.estimation.intervals import LEVELS, normal
from varsel.analysis.estimation.reading import Row, counts_of, list_names, rows_of, text_of
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt, Estimate, Intervals
from varsel.analysis.estimation.tables import OverlapTable

ALIKE = 0.05  # the tail below which the strata are held to differ
DRAWS = 1_999  # the smallest tail is 1/2000
Z = NormalDist().inv_cdf(0.5 + LEVELS[0] / 200)


@dataclass(frozen=True, slots=True, eq=False)
class Strata:
    """Tables of the same lists by stratum, and the table of all persons.

    repeated: persons who stand in several strata, whom a sum over the strata counts several times.
    """

    tables: Mapping[str, OverlapTable]
    pooled: OverlapTable
    repeated: int = 0

    @property
    def counts(self) -> NDArray[np.int64]:
        """Persons by stratum and pattern, shape (strata, patterns), patterns that somebody has."""
        counts = np.array([table.counts for table in self.tables.values()])
        return counts[:, counts.any(axis=0)]


def from_tables(tables: Mapping[str, OverlapTable]) -> Strata:
    """Strata of which nobody is in two. Raises BadTable unless there are two at least, with the same lists."""
    lists = {table.lists for table in tables.values()}
    if len(tables) < 2 or len(lists) > 1:
        raise BadTable("strata", "the strata", "At least two are needed, each with the same lists in the same order.")
    counts = np.sum([table.counts for table in tables.values()], axis=0)
    return Strata(dict(tables), OverlapTable(next(iter(lists)), counts))


def from_memberships(rows: Iterable[tuple[str, str, str]]) -> Strata:
    """Strata from microdata: one row (person, list, stratum) for each time a person was put on a list.

    A person counts once in every stratum, and once in the pooled table with all lists of all strata. Raises BadTable
    for an empty cell, and where there is only one list or stratum.
    """
    members: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for number, row in enumerate(rows, 1):
        if not all(cell.strip() for cell in row):
            raise BadTable("empty_cell", f"row {number}", "Person, list and stratum are all needed.")
        person, name, stratum = row
        members[stratum][person].add(name)
    lists = tuple(sorted({name for persons in members.values() for names in persons.values() for name in names}))
    strata = from_tables({stratum: _table(lists, members[stratum].values()) for stratum in sorted(members)})
    everywhere: dict[str, set[str]] = defaultdict(set)
    for persons in members.values():
        for person, names in persons.items():
            everywhere[person] |= names
    seen = Counter(person for persons in members.values() for person in persons)
    return Strata(strata.tables, _table(lists, everywhere.values()), sum(times > 1 for times in seen.values()))


def _table(lists: tuple[str, ...], persons: Iterable[set[str]]) -> OverlapTable:
    patterns = [sum(1 << lists.index(name) for name in names) for names in persons]
    return OverlapTable(lists, np.bincount(patterns, minlength=2 ** len(lists))[1:])


def read_strata(source: str | Path | TextIO, column: str) -> Strata:
    """Strata out of a CSV file: an overlap table with one column more, named `column`, that says the stratum.

    Raises BadTable with the line, as `read_table` does, and where the column is missing.
    """
    rows = rows_of(text_of(source))
    line, header = next(rows, (1, [""]))
    if column not in header:
        raise BadTable("no_stratum_column", f"line {line}", f"There is no column {column}: {', '.join(header)}.")
    place = header.index(column)
    lists = list_names((line, header[:place] + header[place + 1 :]))
    groups: dict[str, list[Row]] = defaultdict(list)
    for number, cells in rows:
        if len(cells) != len(header):
            raise BadTable("columns", f"line {number}", f"It has {len(cells)} columns; the first has {len(header)}.")
        groups[cells[place]].append((number, cells[:place] + cells[place + 1 :]))
    return from_tables(
        {name: OverlapTable(lists, counts_of(iter(group), len(lists))) for name, group in sorted(groups.items())}
    )


@dataclass(frozen=True, slots=True)
class Pooling:
    """The test of "the patterns are shared out alike in every stratum": G squared and its exact tail."""

    statistic: float
    tail: float
    draws: int

    @property
    def defensible(self) -> bool:
        return self.tail >= ALIKE


def pooling_of(strata: Strata, draws: int = DRAWS, seed: int = 1) -> Pooling:
    """Test whether the strata may be pooled, by `draws` tables with the same margins."""
    from scipy.stats import random_table  # late: slow to import

    counts = strata.counts
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    expected = rows[:, None] * columns / counts.sum()
    statistic = float(_g_squared(counts[None], expected)[0])
    drawn = random_table(rows, columns).rvs(draws, random_state=np.random.default_rng(seed))
    as_far = int((_g_squared(drawn, expected) >= statistic - 1e-9).sum())
    return Pooling(statistic, (1 + as_far) / (1 + draws), draws)


def _g_squared(counts: NDArray, expected: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return 2 * np.where(counts > 0, counts * np.log(counts / expected), 0.0).sum(axis=(1, 2))


@dataclass(frozen=True, slots=True, eq=False)
class InStratum:
    """The answer in one stratum; `answer` is None where its table cannot be estimated from, for the `reason`."""

    name: str
    observed: int
    left_out: tuple[str, ...]  # lists that nobody in the stratum is on
    answer: Estimate | None
    reason: str = ""

    @property
    def whole(self) -> float | None:
        """Persons in all, None where there is no estimate or it must not be used."""
        return self.answer.estimate if self.answer and not _hard(self.answer) else None

    def as_dict(self) -> dict[str, Any]:
        model = self.answer and self.answer.model
        return {
            "stratum": self.name, "observed": self.observed, "lists_left_out": list(self.left_out),
            "estimate": self.whole, "interval": list(model.interval_normal[95]) if model and self.whole else None,
            "reason": self.reason or " ".join(doubt.sentence for doubt in _hard(self.answer)),
        }  # fmt: skip


def _hard(answer: Estimate | None) -> list[Doubt]:
    """Refusals other than that no bootstrap was run: here the strata check one another."""
    return [doubt for doubt in answer.refusals if doubt.code != "not_checked"] if answer else []


@dataclass(frozen=True, slots=True, eq=False)
class ByStratum(Answer):
    """The pooled estimate where pooling is defensible, else the sum over the strata, else a refusal.

    used: "pooled", "sum" or "neither". total: persons in all, summed over the strata; None unless each has one.
    """

    method: ClassVar[str] = "strata"
    used: str
    strata: tuple[InStratum, ...]
    total: float | None
    total_interval: Intervals | None
    pooled: float | None
    pooling: Pooling

    def details(self) -> dict[str, Any]:
        return {
            "used": self.used, "strata": [row.as_dict() for row in self.strata], "sum_over_strata": self.total,
            "pooled": self.pooled,
            "pooling": {"g_squared": self.pooling.statistic, "p": self.pooling.tail, "draws": self.pooling.draws,
                        "defensible": self.pooling.defensible},
        }  # fmt: skip

    def told(self) -> Iterator[tuple[str, str]]:
        for row in self.strata:
            shown = row.as_dict()
            if shown["interval"]:
                low, high = shown["interval"]
                yield f"In {row.name}", f"{row.whole:>12,.0f}  {low:,.0f} to {high:,.0f}"
            else:
                yield f"In {row.name}", f"{'none':>12}  {shown['reason']}"
        yield "Summed over the strata", f"{self.total:>12,.0f}" if self.total else f"{'none':>12}"
        yield "Pooled", f"{self.pooled:>12,.0f}" if self.pooled else f"{'none':>12}"
        alike = "nothing speaks against pooling" if self.pooling.defensible else "they must not be pooled"
        yield "Are the strata alike?", f"p = {self.pooling.tail:.4f}: {alike}"
        yield "Given above", {"pooled": "the pooled estimate", "sum": "the sum", "neither": "neither"}[self.used]


def estimate_by_stratum(
    strata: Strata, threshold: float = 0.02, bootstrap: int = 1_000, seed: int = 1, draws: int = DRAWS
) -> ByStratum:
    """How many persons there are by stratum and in all.

    threshold: of the forward selection in every table. bootstrap: replicates for the pooled table. draws: of the test
    of pooling. The sum's interval is normal on the log of the hidden number, the strata taken as independent.
    Raises BadTable where not even the pooled table can be estimated from.
    """
    began = time.perf_counter()
    pooled = estimate(strata.pooled, threshold, bootstrap, seed)
    rows = tuple(_in_stratum(name, table, threshold) for name, table in strata.tables.items())
    pooling = pooling_of(strata, draws, seed)
    total, around = _total(rows)
    used = "pooled" if pooling.defensible else "sum" if total is not None else "neither"
    number = {"pooled": pooled.estimate, "sum": total, "neither": None}[used]
    interval = {"pooled": pooled.interval, "sum": around, "neither": None}[used]
    found = (
        *(pooled.doubts if used == "pooled" else ()),
        *_doubts(strata, rows, pooling, used, total, pooled.estimate),
    )
    if used == "sum" and around:
        found = (*found, *doubts.of_width(around))
    return ByStratum(
        strata.pooled.lists, strata.pooled.observed, number, interval, found, time.perf_counter() - began, used, rows,
        total, around, pooled.estimate, pooling,
    )  # fmt: skip


def _in_stratum(name: str, table: OverlapTable, threshold: float) -> InStratum:
    """Lists that nobody in the stratum is on are left out: in that year, say, they did not yet exist."""
    empty = tuple(one for one, persons in zip(table.lists, table.on_each, strict=True) if not persons)
    try:
        if len(empty) == table.size:
            raise BadTable("nobody", f"stratum {name}", "Nobody is on any list.")
        return InStratum(name, table.observed, empty, estimate(table.without(*empty), threshold, bootstrap=0))
    except BadTable as refused:
        return InStratum(name, table.observed, empty, None, str(refused))


def _total(rows: Sequence[InStratum]) -> tuple[float | None, Intervals | None]:
    """The sum over the strata and its interval: variances of the hidden numbers add."""
    models = [row.answer.model for row in rows if row.answer and row.answer.model and row.whole is not None]
    if len(models) < len(rows):
        return None, None
    observed, hidden = sum(row.observed for row in rows), sum(model.hidden for model in models)
    variance = 0.0
    for row, model in zip(rows, models, strict=True):
        high = model.interval_normal[LEVELS[0]][1] - row.observed
        variance += (math.log(high / model.hidden) / Z * model.hidden) ** 2
    return observed + hidden, normal(observed, hidden, variance / hidden**2)


def _doubts(
    strata: Strata, rows: Sequence[InStratum], pooling: Pooling, used: str, total: float | None, pooled: float | None
) -> Iterator[Doubt]:
    refused = [row.name for row in rows if row.whole is None]
    if used == "neither":
        yield Doubt(
            "neither_pooled_nor_summed",
            f"The strata differ (p = {pooling.tail:.3f}), so they must not be pooled; and {len(refused)} of "
            f"{len(rows)} are too small for an estimate of their own: {', '.join(refused)}.",
            "Wider strata, such as several years in one, or more persons on several lists.",
            refuses=True,
        )
    elif refused:
        yield Doubt(
            "strata_too_small",
            f"There is no estimate for {', '.join(refused)} alone; only the whole is estimated.",
            "Give no figure for these strata.",
        )
    if pooling.defensible:
        yield Doubt(
            "alike_is_not_proven",
            f"No difference between the strata was found (p = {pooling.tail:.2f}); with few persons that proves "
            "little.",
            "Somebody who knows the lists should say whether they worked alike in all strata.",
        )
    if total and pooled and max(total, pooled) > doubts.MOVES * min(total, pooled):
        yield Doubt(
            "sum_and_pooled_differ",
            f"Pooled, the estimate is {pooled:,.0f}; summed over the strata it is {total:,.0f}.",
            "Publish both, and say which is used and why.",
        )
    if strata.repeated:
        yield Doubt(
            "persons_in_several_strata",
            f"{strata.repeated} persons stand in several strata; the sum counts them in each.",
            "Call the sum what it is (persons by year, say), and never add it up to persons.",
        )
