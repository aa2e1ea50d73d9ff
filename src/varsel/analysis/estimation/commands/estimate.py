"""`varsel estimate`: the hidden number, from an overlap table."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TextIO

import typer

from varsel.analysis.estimation.answers import Answer
from varsel.analysis.estimation.bootstrap import Progress
from varsel.analysis.estimation.estimating import estimate
from varsel.analysis.estimation.reading import read_table
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.report import other_report, report
from varsel.analysis.estimation.results import Estimate

app = typer.Typer()


BY_STRATUM = "--strata"


class Method(StrEnum):
    STEPWISE = "stepwise"
    BIC = "bic"
    DECOMPOSABLE = "decomposable"
    LATENT = "latent"


# Who heeds an option. A seed is refused nowhere: where nothing is drawn, every seed gives the same answer.
HEEDED_BY = {
    "threshold": (Method.STEPWISE, BY_STRATUM), "bootstrap": (Method.STEPWISE, BY_STRATUM),
    "checkpoint": (Method.STEPWISE,), "most": (Method.DECOMPOSABLE,), "draws": (Method.LATENT,),
}  # fmt: skip


@app.command("estimate")
def estimate_file(
    context: typer.Context,
    file: Annotated[str, typer.Argument(help="Overlap table: a column of 0/1 for each list, then the count. - reads "
                                             "standard input.", metavar="FILE.csv|-")],
    threshold: Annotated[float, typer.Option(help="Of the forward selection of interactions; 0 adds none.")] = 0.02,
    bootstrap: Annotated[int, typer.Option(help="Replicates for the BCa interval; 0 skips it.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Of the draws; the same seed gives the same interval.")] = 1,
    checkpoint: Annotated[Path | None, typer.Option(help="A file that keeps the replicates done: a stopped run goes "
                                                         "on from there.", metavar="FILE")] = None,
    method: Annotated[Method, typer.Option(help="stepwise: forward selection with bootstrap. bic: the best of all "
                                                "models. decomposable: the average over all decomposable graphs. "
                                                "latent: latent classes, if their chains agree.")] = Method.STEPWISE,
    strata: Annotated[str, typer.Option(help="A further column that says the stratum (year, sex …): estimates "
                                             "by stratum and in all, and may they be pooled?", metavar="COLUMN")] = "",
    most: Annotated[float, typer.Option(help="Of decomposable: the highest number held possible, times the "
                                             "observed.")] = 20,
    draws: Annotated[int, typer.Option(help="Of latent: the draws kept of each chain.")] = 2_000,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of the report.")] = False,
) -> None:  # fmt: skip
    """Estimate how many persons there are, seen and hidden, from how lists overlap.

    Multiple systems estimation: Poisson log-linear models, interactions chosen forward, the choice repeated in every
    bootstrap replicate. Reasons not to publish the number are part of the answer.
    """
    source: TextIO | str = sys.stdin if file == "-" else file
    if strata and method is not Method.STEPWISE:
        raise BadTable("strata", "--strata", "Strata are estimated by the stepwise method only.")
    _check_heeded(context, BY_STRATUM if strata else method)
    if checkpoint and not bootstrap:
        raise BadTable("option", "--checkpoint", "It does nothing with --bootstrap 0. Leave it out.")
    with _progress(shown=not as_json and sys.stderr.isatty()) as progress:
        answer: Estimate | Answer
        if strata:
            answer = _by_stratum(source, strata, threshold, bootstrap, seed)
        elif method is Method.STEPWISE:
            answer = estimate(read_table(source), threshold, bootstrap, seed, progress, checkpoint)
        else:
            answer = _other(source, method, most, draws, seed, progress)
    typer.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) if as_json else _text(answer))


def _check_heeded(context: typer.Context, way: str) -> None:
    """An option that was given and would be ignored is refused: its giver would believe that it had been heeded."""
    for option, ways in HEEDED_BY.items():
        source = context.get_parameter_source(option)
        if way not in ways and source is not None and source.name != "DEFAULT":
            asked = way if way == BY_STRATUM else f"--method {way}"
            raise BadTable("option", f"--{option}", f"It does nothing with {asked}. Leave it out.")


def _text(answer: Estimate | Answer) -> str:
    return report(answer) if isinstance(answer, Estimate) else other_report(answer)


def _by_stratum(source: TextIO | str, column: str, threshold: float, bootstrap: int, seed: int) -> Answer:
    from varsel.analysis.estimation.strata import estimate_by_stratum, read_strata  # late, as below

    return estimate_by_stratum(read_strata(source, column), threshold, bootstrap, seed)


def _other(
    source: TextIO | str, method: Method, most: float, draws: int, seed: int, progress: Progress | None
) -> Answer:
    # Late: parts of SciPy take longer to load than the stepwise estimate takes.
    table = read_table(source)
    if method is Method.BIC:
        from varsel.analysis.estimation.all_models import best_by_bic

        return best_by_bic(table)
    if method is Method.DECOMPOSABLE:
        from varsel.analysis.estimation.decomposable import average_over_graphs

        return average_over_graphs(table, most)
    from varsel.analysis.estimation.latent_classes import estimate_by_latent_classes

    return estimate_by_latent_classes(table, draws=draws, seed=seed, progress=progress)


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress | None]:
    """A bar on standard error, where a person sees it."""
    if not shown:
        yield None
        return
    from rich.console import Console  # late: only a terminal needs them
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Draws", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
