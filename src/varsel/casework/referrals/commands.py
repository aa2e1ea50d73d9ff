"""`varsel referrals`: what runs by itself every night."""

import typer

from varsel.base.kernel.setup import InstanceDir, django

app = typer.Typer(no_args_is_help=True, help="Referrals: erase what has had its time.")


@app.callback()
def _root() -> None:
    pass


@app.command()
def sweep(directory: InstanceDir = None) -> None:
    """Erase drafts, files that were never sent, closed suspicions and old calls. Run it every night."""
    django(directory)
    from varsel.casework.referrals.actions.sweeping import sweep as act

    for what, count in act().items():
        typer.echo(f"{what}: {count}")
