"""`varsel user`: the first administrator, made where nobody can log in yet."""

from collections.abc import Callable
from typing import Annotated

import typer

from varsel.base.kernel.setup import InstanceDir, opened

app = typer.Typer(help="Make a log-in and give a role, where no administrator exists yet.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="The e-mail with which the person logs in.")]


@app.command()
def create(
    email: Email,
    name: Annotated[str, typer.Option(help="What colleagues call the person.")],
    organisation: Annotated[str, typer.Option(help="The organisation's key in the country pack.")],
    language: Annotated[str, typer.Option(help="da or en.")] = "da",
    origin: Annotated[str, typer.Option(help="Where this instance is served.")] = "http://127.0.0.1:8000",
    directory: InstanceDir = None,
) -> None:
    """Make a log-in and print the link at which its owner chooses a password."""
    opened(directory)
    from varsel.portal.first_people import create_user

    typer.echo(_said(lambda: origin + create_user(email, name, organisation, language)))


@app.command()
def grant(
    email: Email,
    role: Annotated[str, typer.Argument(help="The role's key in the country pack.")],
    directory: InstanceDir = None,
) -> None:
    """Give a role from today on."""
    opened(directory)
    from varsel.portal.first_people import grant_role

    typer.echo(_said(lambda: grant_role(email, role)))


def _said(act: Callable[[], str]) -> str:
    """What the act answers; a refusal is said on standard error and ends with 1."""
    from django.utils import translation

    from varsel.base.kernel.refusals import Refusal

    try:
        with translation.override("en"):
            return act()
    except Refusal as refusal:
        with translation.override("en"):
            typer.echo(str(refusal.remedy), err=True)
        raise typer.Exit(1) from None
