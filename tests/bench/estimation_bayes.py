"""`python -m tests.bench.estimation_bayes`: the other methods beside published software, and the cost of planning.

The latent classes run as long as the command lets them; the tables that must get no answer are shown with what each
chain alone would have said.
"""

import time
from collections.abc import Callable
from typing import Any

from tests.analysis.estimation.tables import published, reference
from varsel.analysis.estimation import (
    Assumption,
    average_over_graphs,
    best_by_bic,
    estimate_by_latent_classes,
    plan,
)
from varsel.analysis.estimation.decomposable import posterior

QUANTILES = {"q2.5": 0.025, "q10": 0.1, "median": 0.5, "q90": 0.9, "q97.5": 0.975}
SEED = 1
REFUSED, ANSWERED = ("uk_5", "netherlands_5"), ("new_orleans_8", "western_us_5")


def main() -> None:
    _bic()
    _graphs()
    _classes()
    _planning()


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def _bic() -> None:
    print("\nAll hierarchical models by BIC, against MultipleSystemsEstimation 1.2.0 (R)")
    print(f"{'table':<15} {'models':>7} {'estimate':>10} {'R':>10} {'seconds':>8} {'R':>6}")
    for row in reference("multiplesystemsestimation_1.2.0"):
        if row["method"] == "bic":
            found, seconds = _timed(lambda name=row["dataset"]: best_by_bic(published(name)))
            print(
                f"{row['dataset']:<15} {found.models:>7,} {found.estimate:>10,.1f} {float(row['est']):>10,.1f} "
                f"{seconds:>8.2f} {float(row['seconds']):>6.1f}"
            )
    found, seconds = _timed(lambda: best_by_bic(published("uk_6")))
    print(f"{'uk_6, pairs':<15} {found.models:>7,} {found.estimate:>10,.1f} {'':>10} {seconds:>8.2f}")


def _graphs() -> None:
    print("\nAveraging over decomposable graphs, against dga 2.0.2 (R) on its grid of 2,000 numbers")
    for row in reference("dga"):
        table = published(row["dataset"])
        found = posterior(table, most=int(row["maxmult"]), points=2_000)
        ours = [table.observed + number for number in found.quantile(*QUANTILES.values())]
        same = "equal" if ours == [int(row[name]) for name in QUANTILES] else "DIFFER"
        print(f"{row['dataset']:<15} up to {row['maxmult']:>2} times: {' '.join(f'{one:,}' for one in ours)}: {same}")
    for name in ("uk_5", "netherlands_5", "uk_6"):
        answer, seconds = _timed(lambda name=name: average_over_graphs(published(name)))
        ends = [(row.most, *row.interval[95]) for row in answer.caps]
        caps = "; ".join(f"{most:g}x {low:,.0f} to {high:,.0f}" for most, low, high in ends)
        print(f"{name:<15} by cap: {caps}; {answer.graphs:,} graphs in {seconds:.1f} s")


def _classes() -> None:
    given = reference("lcmcr")
    print("\nLatent classes: 16 chains of 45,000 sweeps, against LCMCR 0.4.14 (R), one chain for each seed")
    for name in (*REFUSED, *ANSWERED):
        theirs = sorted(float(row["median"]) for row in given if row["dataset"] == name)
        found = estimate_by_latent_classes(published(name), seed=SEED)
        shown = f"{found.estimate:,.0f} {found.interval[95]}" if found.estimate and found.interval else "REFUSED"
        print(
            f"{name:<15} seed {SEED}: {shown}; R-hat {found.agreement.rhat:.3f}; chains say "
            f"{found.medians[0]:,.0f} to {found.medians[-1]:,.0f}; LCMCR {theirs[0]:,.0f} to {theirs[-1]:,.0f}; "
            f"{found.seconds:.0f} s",
            flush=True,
        )


def _planning() -> None:
    print("\nPlanning: 400 tables for each of 5 numbers of years, independent lists")
    for seen, hidden, lists in ((100, 400, 3), (100, 400, 4), (185, 1_000, 8)):
        found = plan(Assumption(seen, hidden, lists))
        print(f"{found.seconds:>5.1f} s  {found.verdict}")


if __name__ == "__main__":
    main()
