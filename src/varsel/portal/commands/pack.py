"""`varsel pack`: check, compare and load country packs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console

from varsel.base.kernel.setup import InstanceDir, django, opened

app = typer.Typer(no_args_is_help=True, help="Country packs: lists, rules and organisations as data.")
_out = Console(soft_wrap=True, highlight=False, markup=False)

PackName = Annotated[
    str, typer.Argument(metavar="[PACK]", help="A pack's folder, or the name of one that comes with Varsel.")
]
DEFAULT = os.environ.get("VARSEL_PACK", "dk")


@app.command()
def check(pack: PackName = DEFAULT) -> None:
    """Read a pack and name every fault: file, line, key. Needs no database."""
    django()
    from varsel.base.kernel.packs import read_pack

    with _faults_are_shown():
        read = read_pack(pack)
        _out.print(f"{read.id}: {len(read.entries)} entries, no fault.")


@app.command()
def diff(pack: PackName = DEFAULT, directory: InstanceDir = None) -> None:
    """Show what loading a pack would add, change and retire today. Writes nothing."""
    opened(directory)
    from varsel.base.kernel.packs import diff as compare
    from varsel.base.kernel.packs import read_pack

    with _faults_are_shown():
        _out.print(str(compare(read_pack(pack))))


@app.command()
def load(pack: PackName = DEFAULT, directory: InstanceDir = None) -> None:
    """Load a pack: all of it or nothing. Loading it again changes nothing."""
    opened(directory)
    from varsel.base.kernel.actor import SYSTEM
    from varsel.base.kernel.packs import load as load_pack
    from varsel.base.kernel.packs import read_pack

    with _faults_are_shown():
        _out.print(str(load_pack(read_pack(pack), by=SYSTEM)))


@contextmanager
def _faults_are_shown() -> Iterator[None]:
    from varsel.base.kernel.packs import PackErrors

    try:
        yield
    except PackErrors as broken:
        for error in broken.errors:
            typer.echo(str(error), err=True)
        typer.echo(f"Nothing was loaded: {len(broken.errors)} fault(s).", err=True)
        raise typer.Exit(1) from None
