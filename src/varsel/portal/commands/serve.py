"""`varsel serve`: the web server."""

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
    start(host, port, workers)


def start(host: str, port: int, workers: int = 2) -> None:
    """Become the web server of the instance that stands; what forbids it is said instead."""
    from varsel.portal.server import Server, hindered

    if found := hindered():
        for words in found:
            typer.echo(words, err=True)
        raise typer.Exit(1)
    sys.stdout.flush()
    Server(host, port, workers).run()
