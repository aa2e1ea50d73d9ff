"""`python -m tests.bench.estimation`: the estimates beside a plain statsmodels loop, and beside published software.

Every figure is printed with its seed. The loop is the same method written as most would: one generalised linear
model and one linear programme after the other. It is run on a few replicates and its time scaled, which is said.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tests.analysis.estimation.tables import DATA, PUBLISHED, published, reference
from varsel.analysis.estimation import OverlapTable, estimate, from_persons
from varsel.analysis.estimation.bootstrap import estimates, replicate, resampled
from varsel.analysis.estimation.existence import Judge
from varsel.analysis.estimation.fitting import terms_of
from varsel.analysis.estimation.intervals import bca

REPLICATES, SEEDS, FEW, ROUNDS = 1_000, range(10), 3, 5
PEERS = {"uk_6": (144, 403), "netherlands_6": (171, 719)}  # seconds for 1,000 replicates on two cores


def main() -> None:
    _against_reference()
    _whole_command()
    _beside_statsmodels()
    _growth()


def _against_reference() -> None:
    print("\nStepwise estimates against SparseMSE 2.0.1: largest differences over five thresholds")
    print(f"{'table':<15} {'estimate':>10} {'normal':>10} {'deviance':>10}  terms")
    stepwise = [row for row in reference("sparsemse_2.0.1") if row["kind"] == "stepwise_normal"]
    for name in PUBLISHED:
        rows = [row for row in stepwise if row["dataset"] == name]
        found = [_difference(name, row) for row in rows]
        worst = [max(column) for column in zip(*(numbers for numbers, _same in found), strict=True)]
        same = "equal" if all(same for _numbers, same in found) else "DIFFER"
        print(f"{name:<15} {worst[0]:>10.1e} {worst[1]:>10.1e} {worst[2]:>10.1e}  {same}")
    print(f"\nBCa limits over seeds {SEEDS[0]} to {SEEDS[-1]} with {REPLICATES:,} replicates, threshold .02")
    for row in reference("sparsemse_2.0.1"):
        if row["kind"] == "bca_1000":
            _limits(row)


def _difference(name: str, row: dict[str, str]) -> tuple[tuple[float, float, float], bool]:
    answer = estimate(published(name), float(row["pthresh"]), bootstrap=0)
    assert answer.model is not None
    assert answer.estimate is not None
    ends = (answer.model.interval_normal[level][end] for level in (95, 80) for end in (0, 1))
    given = (float(row[key]) for key in ("lo95", "hi95", "lo80", "hi80"))
    off = max(abs(one / other - 1) for one, other in zip(ends, given, strict=True))
    numbers = abs(answer.estimate / float(row["est"]) - 1), off, abs(answer.model.deviance - float(row["deviance"]))
    return numbers, " ".join(answer.model.terms) == row["terms"]


def _limits(row: dict[str, str]) -> None:
    table = _ordered(published(row["dataset"]))
    answer = estimate(table, bootstrap=0)
    assert answer.estimate is not None
    assert answer.model is not None
    drawn = [replicate(table, 0.02, REPLICATES, seed) for seed in SEEDS]
    ours = [bca(answer.estimate, one, answer.model.acceleration)[95] for one in drawn]
    spans = [f"{min(ends):>9,.0f} to {max(ends):>9,.0f}" for ends in zip(*ours, strict=True)]
    unstable = sum(abs(np.median(one) / answer.estimate - 1) > 0.3 for one in drawn)
    given = next(part for part in row["extra"].split() if part.startswith("ahat="))
    print(
        f"{row['dataset']:<15} low {spans[0]} (reference {float(row['lo95']):>9,.0f})  high {spans[1]} "
        f"(reference {float(row['hi95']):>9,.0f})  acceleration {answer.model.acceleration:.6f} ({given})  "
        f"flagged unstable in {unstable} of {len(SEEDS)}"
    )


def _whole_command() -> None:
    print(f"\nThe whole command with {REPLICATES:,} BCa replicates, start of Python included (median of {ROUNDS})")
    print(f"Load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; processor time beside wall time")
    for name in PUBLISHED:
        command = [sys.executable, "-m", "varsel", "estimate", str(DATA / f"{name}.csv"), "--json"]
        found = [_run(command) for _round in range(ROUNDS)]
        wall, processor = (statistics.median(column) for column in zip(*found, strict=True))
        beside = "  MultipleSystemsEstimation 1.2.0: {} s, SparseMSE 2.0.1: {} s".format(*PEERS.get(name, ("", "")))
        print(f"{name:<15} {wall:6.2f} s  {processor:6.2f} s{beside if name in PEERS else ''}", flush=True)


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = _timed(lambda: json.loads(_output(command)))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _ordered(table: OverlapTable) -> OverlapTable:
    return table.keep(sorted(table.lists))


def _beside_statsmodels() -> None:
    print(f"\nBeside a plain statsmodels loop, one run, seed 1 (the loop on {FEW} replicates, scaled)")
    print(f"{'table':<15} {'ours':>9} {'the loop':>10} {'ratio':>8}  largest difference of the replicates")
    import statsmodels.api  # noqa: F401 its import is not counted

    for name in ("uk_6", "netherlands_6"):
        _beside(name, _ordered(published(name)))


def _beside(name: str, table: OverlapTable) -> None:
    ours = _timed(lambda: replicate(table, 0.02, REPLICATES, 1))
    drawn, plain = resampled(table, 1, 0, FEW), list[float]()
    loop = _timed(lambda: plain.extend(_plain(one, table.size, 0.02) for one in drawn)) * REPLICATES / FEW
    same = estimates(drawn, table.size, 0.02, Judge(terms_of(table.size)))
    off = float(np.abs(np.array(plain) / same - 1).max())
    print(f"{name:<15} {ours:>7.2f} s {loop:>8.0f} s {loop / ours:>8.0f}  {off:.0e}")


def _growth() -> None:
    print("\nCost of the replicates as lists and replicates grow (invented tables of 2,000 persons, seed 1)")
    counts = (250, 1_000, 2_000)
    print(f"{'lists':>5} " + "".join(f"{f'{count:,} replicates':>19}" for count in counts))
    for size in (3, 4, 6, 8, 10):
        table = invented(size)
        seconds = [_timed(lambda table=table, count=count: replicate(table, 0.02, count, 1)) for count in counts]
        print(f"{size:>5} " + "".join(f"{one:>17.2f} s" for one in seconds))


def invented(size: int, persons: int = 2_000) -> OverlapTable:
    """A table where two lists lead to one another."""
    chance = np.random.default_rng(size)
    members = chance.random((persons, size)) < np.linspace(0.06, 0.2, size)
    members[:, 1] |= members[:, 0] & (chance.random(persons) < 0.3)
    return from_persons(members[members.any(axis=1)], [f"L{number}" for number in range(size)])


def _plain(counts: NDArray[np.int64], size: int, threshold: float) -> float:
    """Observed and hidden persons of one table: one model after the other, as the papers read."""
    from scipy.stats import poisson

    pairs: list[tuple[int, int]] = []
    hidden, means = _one_model(counts, size, pairs)
    members = (np.arange(1, 2**size)[:, None] >> np.arange(size)) & 1
    while True:
        tails = {}
        for pair in combinations(range(size), 2):
            both = members[:, pair[0]] * members[:, pair[1]]
            seen, expected = int(counts @ both), float(means @ both)
            tails[pair] = min(poisson.cdf(seen, expected), poisson.sf(seen - 1, expected))
        wanted = sorted((tail, pair) for pair, tail in tails.items() if pair not in pairs and tail < threshold)
        for _tail, pair in wanted:
            if found := _one_model(counts, size, [*pairs, pair]):
                pairs, (hidden, means) = [*pairs, pair], found
                break
        else:
            return float(counts.sum() + hidden)


def _one_model(counts: NDArray[np.int64], size: int, pairs: list[tuple[int, int]]) -> tuple[float, NDArray] | None:
    import statsmodels.api as sm
    from scipy.optimize import linprog

    members = (np.arange(1, 2**size)[:, None] >> np.arange(size)) & 1
    both = {pair: members[:, pair[0]] * members[:, pair[1]] for pair in pairs}
    kept = np.ones(len(counts), dtype=bool)
    for column in both.values():
        if not counts @ column:
            kept &= column == 0
    columns = [np.ones(len(counts)), *members.T, *(column for column in both.values() if counts @ column)]
    design = np.column_stack(columns)[kept]
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    cells = len(design)
    answer = linprog(
        np.append(np.zeros(cells), -1), A_ub=np.column_stack([-np.eye(cells), np.ones(cells)]), b_ub=np.zeros(cells),
        A_eq=np.column_stack([design.T, np.zeros(design.shape[1])]), b_eq=design.T @ counts[kept],
    )  # fmt: skip
    if answer.status or answer.x[-1] < 1e-8:
        return None
    fitted = sm.GLM(counts[kept], design, family=sm.families.Poisson()).fit(tol=1e-10, maxiter=200)
    means = np.zeros(len(counts))
    means[kept] = fitted.mu
    return float(np.exp(fitted.params[0])), means


if __name__ == "__main__":
    main()
