"""`varsel encode`: a list of persons as keyed codes, made at home by each organisation."""

from pathlib import Path
from typing import Annotated

import typer

from varsel.analysis.linkage.codefiles import encode
from varsel.analysis.linkage.commands.told import counting
from varsel.analysis.linkage.files import refuse_same
from varsel.analysis.linkage.keys import read_key
from varsel.analysis.linkage.persons import Noted, read_persons
from varsel.analysis.linkage.schema import DEFAULT, read_schema

app = typer.Typer()


@app.command("encode")
def encode_file(
    persons: Annotated[Path, typer.Argument(help="The list of persons, a CSV file.", metavar="PERSONS.csv")],
    secret_file: Annotated[Path, typer.Option(help="The key of the study.", metavar="KEY")],
    out: Annotated[Path, typer.Option(help="Where the codes go.", metavar="CODES.csv")],
    schema: Annotated[Path | None, typer.Option(help="Which columns to use, and how much each counts.")] = None,
) -> None:
    """Encode a list of persons under the key of a study. Names do not leave the house; the codes do.

    Columns: id, given_name, family_name, date_of_birth (YYYY-MM-DD), sex, nationality; any of them may be empty.
    """
    key = read_key(secret_file)
    chosen = read_schema(schema) if schema else DEFAULT
    refuse_same([path for path in (persons, out, secret_file) if path.exists()])
    noted = Noted()
    with counting("Encoding") as seen:
        head = encode(read_persons(persons, chosen, noted), key, chosen, out, seen)
    typer.echo(f"{out}: {head.persons:,} persons, key {key.fingerprint}, schema {head.schema}.", err=True)
    if noted.unknown_script:
        typer.echo(f"{noted.unknown_script:,} rows hold letters that are not turned into Latin; they match only "
                   "the same letters. A column in Latin letters links better.", err=True)  # fmt: skip
    if noted.nothing_known:
        typer.echo(
            f"{noted.nothing_known:,} rows hold nothing to compare; each counts as a person of its own.", err=True
        )
    if key.expires is None:
        typer.echo("This secret has no study and no last day; varsel study-key new makes one that has.", err=True)
    typer.echo("The codes are personal data: send them to the trusted party alone, delete them after.", err=True)
