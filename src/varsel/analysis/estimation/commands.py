"""`varsel estimate`: the hidden number, from an overlap table."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from varsel.analysis.estimation.bootstrap import Progress
from varsel.analysis.estimation.estimating import estimate
from varsel.analysis.estimation.reading import read_table
from varsel.analysis.estimation.report import report

app = typer.Typer()


@app.command("estimate")
def estimate_file(
    file: Annotated[str, typer.Argument(help="Overlap table: a column of 0/1 for each list, then the count. - reads "
                                             "standard input.", metavar="FILE.csv|-")],
    threshold: Annotated[float, typer.Option(help="Of the forward selection of interactions; 0 adds none.")] = 0.02,
    bootstrap: Annotated[int, typer.Option(help="Replicates for the BCa interval; 0 skips it.")] = 1_000,
    seed: Annotated[int, typer.Option(help="Of the draws; the same seed gives the same interval.")] = 1,
    checkpoint: Annotated[Path | None, typer.Option(help="A file that keeps the replicates done: a stopped run goes "
                                                         "on from there.", metavar="FILE")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of the report.")] = False,
) -> None:  # fmt: skip
    """Estimate how many persons there are, seen and hidden, from how lists overlap.

    Multiple systems estimation: Poisson log-linear models, interactions chosen forward, the choice repeated in every
    bootstrap replicate. Reasons not to publish the number are part of the answer.
    """
    table = read_table(sys.stdin if file == "-" else file)
    with _progress(shown=not as_json and sys.stderr.isatty()) as progress:
        answer = estimate(table, threshold, bootstrap, seed, progress, checkpoint)
    typer.echo(json.dumps(answer.as_dict(), ensure_ascii=False, indent=2) if as_json else report(answer))


@contextmanager
def _progress(*, shown: bool) -> Iterator[Progress | None]:
    """A bar on standard error, where a person sees it."""
    if not shown:
        yield None
        return
    from rich.console import Console  # late: only a terminal needs them
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Bootstrap", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
