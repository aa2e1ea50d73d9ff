"""`varsel serve`: the web server."""

import os
import sys
from typing import Annotated

import typer

from varsel.base.kernel.setup import InstanceDir, django

app = typer.Typer()


@app.command()
def serve(
    directory: InstanceDir = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="How many processes answer.")] = 2,
) -> None:
    """Serve an instance; refuses to start where something is amiss, and says what."""
    django(directory)
    from varsel.portal.instance import obstacles

    if found := obstacles():
        for message in found:
            typer.echo(f"{message.msg} {message.hint or ''}", err=True)
        raise typer.Exit(1)
    start(host, port, workers)


def start(host: str, port: int, workers: int) -> None:
    """Become the web server. Its log holds no addresses of pages: they may say what somebody was looking at."""
    arguments = [
        *("--bind", f"{host}:{port}", "--workers", str(workers), "--threads", "4"),
        *("--config", "python:varsel.portal.server"),
        "--no-control-socket",
        *("--max-requests", "2000", "--max-requests-jitter", "200", "--worker-tmp-dir", "/dev/shm"),  # noqa: S108
        "varsel.portal.wsgi:application",
    ]
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *arguments])  # noqa: S606
