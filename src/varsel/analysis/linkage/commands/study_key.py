"""`varsel study-key`: the key of a study, from its making to its end."""

from pathlib import Path
from typing import Annotated

import typer

from varsel.analysis.linkage.keys import destroy_key, new_key, read_key

app = typer.Typer(no_args_is_help=True, help="The key of a study that compares lists without exchanging names.")
KeyFile = Annotated[Path, typer.Argument(help="The file of the key.", metavar="KEY")]


@app.command()
def new(
    key: KeyFile,
    study: Annotated[str, typer.Option(help="The name of the study; it stands in every encoding.")],
    days: Annotated[int, typer.Option(help="For how many days the key may be used.")] = 90,
) -> None:
    """Make a key for one study, in a new file that only you can read. One organisation does this, once."""
    made = new_key(key, study, days)
    typer.echo(f"{key} holds the key of the study {made.study}, until {made.expires}.")
    typer.echo(f"Fingerprint: {made.fingerprint}")
    typer.echo("Hand it to the other organisations, never by the way the codes go, and never to the trusted party.")
    typer.echo(f"Each of them compares the fingerprint by telephone: varsel study-key fingerprint {key.name}")
    typer.echo(f"When the overlap table is there, everybody runs: varsel study-key destroy {key.name}")


@app.command()
def fingerprint(key: KeyFile) -> None:
    """Print the key's check value. It is safe to say aloud: it tells whether two keys are the same, nothing else."""
    found = read_key(key)
    typer.echo(f"{found.fingerprint}  {found.study or 'plain secret'}, until {found.expires or 'no last day'}")


@app.command()
def destroy(key: KeyFile) -> None:
    """Overwrite the key and take its file away: after the study nobody can make or test a code any more."""
    destroy_key(key)
    typer.echo(f"{key} is destroyed. Destroy copies too (backups, memory sticks), and delete the codes of the study.")
