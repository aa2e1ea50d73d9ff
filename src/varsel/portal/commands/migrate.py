"""`varsel migrate`: bring both databases up to date, and the country pack with them."""

import typer

from varsel.base.kernel.setup import InstanceDir, django

app = typer.Typer()


@app.command()
def migrate(
    directory: InstanceDir = None,
) -> None:
    """Create or update the databases of an instance, and load its country pack."""
    django(directory)
    from varsel.portal.instance import bring_up_to_date

    for line in bring_up_to_date():
        typer.echo(line)
