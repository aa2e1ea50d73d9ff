"""`varsel grants`: what the application's role may do on PostgreSQL."""

from typing import Annotated

import typer

from varsel.base.kernel.setup import InstanceDir, django

app = typer.Typer()


@app.command()
def grants(
    role: Annotated[str, typer.Argument(help="The role that the web server connects as; migrations use the owner.")],
    directory: InstanceDir = None,
) -> None:
    """Print the SQL that lets ROLE work and lets it add facts but never change them; run it after each migration.

    For example: varsel grants varsel_web | psql …, once for each database; a line names the database it is for.
    """
    django(directory)
    from django.db import connections

    from varsel.base.kernel.grants import statements

    for connection in connections.all():
        if connection.vendor != "postgresql":
            typer.echo("This instance lies in SQLite files, which know no roles.", err=True)
            raise typer.Exit(2)
        typer.echo(f"-- database {connection.settings_dict['NAME']}")
        typer.echo(";\n".join(statements(connection, role)) + ";")
