"""How far the building of a demonstration has come: a bar for each stage on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

Reached = Callable[[int], None]


@contextmanager
def stage(words: str, total: int = 0) -> Iterator[Reached]:
    """Say that a stage begins; where it has a `total`, what is given says how much of it is done."""
    with _bar(words, total) if sys.stdout.isatty() else _lines(words, total) as reached:
        yield reached


@contextmanager
def _bar(words: str, total: int) -> Iterator[Reached]:
    counted = [MofNCompleteColumn()] if total else []
    with Progress(TextColumn("{task.description:<32}"), BarColumn(), TimeElapsedColumn(), *counted) as bar:
        task = bar.add_task(words, total=total or None)
        yield lambda done: bar.update(task, completed=done)
        bar.update(task, total=total or 1, completed=total or 1)


@contextmanager
def _lines(words: str, total: int) -> Iterator[Reached]:
    """A line as the stage begins, and one for each tenth of it."""
    typer.echo(f"{words} …")
    tenths = 0

    def reached(done: int) -> None:
        nonlocal tenths
        if 10 * done // total > tenths:
            tenths = 10 * done // total
            typer.echo(f"  {done:,} of {total:,}")

    yield reached
