"""`varsel demo`: from nothing to a running demonstration."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from varsel.portal.commands.serve import start

app = typer.Typer()
DEFAULT_DIR = Path("var/demo")
WHERE = "The demonstration's folder (default: VARSEL_DIR, or else var/demo)."
SEED = 2007
STOPPED = 130  # by Ctrl-C, as shells count


@app.command()
def demo(
    directory: Annotated[Path, typer.Option("--dir", envvar="VARSEL_DIR", help=WHERE)] = DEFAULT_DIR,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    scale: Annotated[int, typer.Option(min=0, help="About how many cases; 0 for all.")] = 0,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Build and stop, or serve.")] = True,
) -> None:
    """Build a demonstration with invented people (once), and serve it. A second start keeps what was entered."""
    os.environ["VARSEL_MODE"] = "demo"
    if not directory.exists() or not any(directory.iterdir()):
        _build(directory.resolve(), scale)
    _introduce(directory, port)
    if serve:
        start("127.0.0.1", port)


def _build(directory: Path, scale: int) -> None:
    """Build beside the place and move there when whole: what was stopped halfway is begun anew."""
    draft = directory.with_name(f"{directory.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    arguments = ["-m", "varsel.portal.demo.build", str(draft), str(scale), str(SEED)]
    try:
        failed = subprocess.run([sys.executable, *arguments], check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        failed = STOPPED
    if failed:
        shutil.rmtree(draft, ignore_errors=True)
        typer.echo("The demonstration was not built; nothing was kept.", err=True)
        raise typer.Exit(failed)
    draft.rename(directory)


def _introduce(directory: Path, port: int) -> None:
    from varsel.base.kernel.setup import django

    django(directory)
    from varsel.base.kernel.models import Instance
    from varsel.portal.demo.people import PARTS, email
    from varsel.portal.instance import unfinished

    if not Instance.objects.filter(is_demonstration=True).exists():
        typer.echo(f"{directory} holds no demonstration. Choose another folder with --dir.", err=True)
        raise typer.Exit(1)
    if any(unfinished()):
        typer.echo(f"{directory} was built by another release. Delete it, and it is built anew.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Varsel, a demonstration with invented people: http://127.0.0.1:{port}")
    typer.echo(f"Log in by one button at http://127.0.0.1:{port}/account/login/ as one of:")
    for part in PARTS:
        typer.echo(f"  {part.role:<22} {part.name:<20} {email(part.role)}")
