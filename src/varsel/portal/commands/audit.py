"""`varsel audit`: is the trail whole, and the seals."""

from pathlib import Path

import typer
from rich.console import Console
from rich.progress import Progress

from varsel.base.kernel.setup import InstanceDir, opened

app = typer.Typer(no_args_is_help=True, help="The log of look-ups and acts: check it, seal it.")
out = Console()


@app.command()
def verify(directory: InstanceDir = None) -> None:
    """Read the whole trail and name the first row that was altered, removed or swapped (exit code 1)."""
    _start(directory)
    from django.conf import settings

    from varsel.base.audit.models import Event
    from varsel.base.audit.verification import remember, verify

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("events", total=Event.objects.count())
        report = verify(settings.VARSEL_SEALS, progress=lambda done: bar.update(task, completed=done))
    remember(report, settings.VARSEL_SEALS)
    if report.fault:
        out.print(f"[bold]The trail is broken.[/bold] First faulty row: {report.fault}", soft_wrap=True)
        raise typer.Exit(1)
    out.print(
        f"The trail is whole: {report.events} events in {report.streams} streams, "
        f"{report.shown} rows shown, {report.seals} seals."
    )


@app.command()
def seal(directory: InstanceDir = None) -> None:
    """Write a seal into the folder of seals; run it every hour, and keep the folder elsewhere."""
    _start(directory)
    from django.conf import settings

    from varsel.base.audit.faults import Fault
    from varsel.base.audit.seals import make_seal
    from varsel.base.kernel.refusals import Refusal

    try:
        path = make_seal(settings.VARSEL_SEALS)
    except Refusal as refusal:
        out.print(str(refusal.remedy))
    except Fault as fault:
        out.print(f"[bold]The trail is broken, nothing was sealed.[/bold] First faulty row: {fault}", soft_wrap=True)
        raise typer.Exit(1) from None
    else:
        out.print(f"Sealed: {path}", soft_wrap=True)


def _start(directory: Path | None) -> None:
    """Start Django, in English."""
    opened(directory)
    from django.utils import translation

    translation.activate("en")
