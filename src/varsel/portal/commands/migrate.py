"""`varsel migrate`: bring both databases up to date, and the country pack with them."""

from pathlib import Path
from typing import Annotated

import typer

from varsel.portal.setup import django

app = typer.Typer()


@app.command()
def migrate(
    directory: Annotated[
        Path | None, typer.Option("--dir", help="The instance's folder (default: VARSEL_DIR).")
    ] = None,
) -> None:
    """Create or update the databases of an instance, and load its country pack."""
    django(directory)
    from varsel.portal.instance import bring_up_to_date

    for line in bring_up_to_date():
        typer.echo(line)
