"""`varsel link`: the same persons in two lists, by name, where the law lets one office see both."""

from pathlib import Path
from typing import Annotated

import typer

from varsel.analysis.linkage.commands.told import counting
from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.files import refuse_same
from varsel.analysis.linkage.named.model import named_pairs
from varsel.analysis.linkage.named.report import write_pairs
from varsel.analysis.linkage.pairs import one_to_one
from varsel.analysis.linkage.persons import Person, read_persons
from varsel.analysis.linkage.schema import DEFAULT, Schema, read_schema

app = typer.Typer()


@app.command("link")
def link_files(
    left: Annotated[Path, typer.Argument(help="The first list of persons.", metavar="A.csv")],
    right: Annotated[Path, typer.Argument(help="The second list of persons.", metavar="B.csv")],
    out: Annotated[Path, typer.Option(help="Where the links go.", metavar="PAIRS.csv")],
    review: Annotated[Path | None, typer.Option(help="Where doubtful pairs go, for a person to look at.")] = None,
    threshold: Annotated[float, typer.Option(help="The probability from which two rows are one person.")] = 0.5,
    doubt: Annotated[str, typer.Option(help="Pairs between these two probabilities are doubtful.")] = "0.05,0.95",
    schema: Annotated[Path | None, typer.Option(help="Which columns to use.")] = None,
    seed: Annotated[int, typer.Option(help="For the random pairs that training looks at.")] = 1,
) -> None:
    """Link two lists of persons by names, dates of birth and what else the schema names, without training labels.

    Columns: id, given_name, family_name, date_of_birth, sex, nationality, and aliases (with ; between) if there.
    """
    low, high = _doubt(doubt, threshold)
    refuse_same([path for path in (left, right, out, review) if path and (path.exists() or path in (left, right))])
    if review == out:
        raise BadList("same_file", "--review", "links and doubtful pairs need a file each.")
    chosen = read_schema(schema) if schema else DEFAULT
    lists = [_persons(path, chosen) for path in (left, right)]
    pairs = named_pairs(lists, chosen, seed=seed)
    links = one_to_one(pairs, threshold)
    doubtful = [pair for pair in pairs if low <= pair.probability < high]
    write_pairs(out, links, lists)
    if review:
        write_pairs(review, doubtful, lists)
    told = f"{review} holds" if review else "--review FILE would hold"
    typer.echo(f"{out}: {len(links):,} links. {told} {len(doubtful):,} doubtful pairs.", err=True)


def _persons(path: Path, schema: Schema) -> list[Person]:
    found: list[Person] = []
    with counting(f"Reading {path.name}") as seen:
        for person in read_persons(path, schema):
            found.append(person)
            seen(len(found))
    return found


def _doubt(doubt: str, threshold: float) -> tuple[float, float]:
    try:
        low, high = (float(part) for part in doubt.split(","))
    except ValueError:
        raise BadList("bad_threshold", "--doubt", "give two probabilities with a comma, such as 0.05,0.95.") from None
    if not 0 <= low < high <= 1 or not 0 < threshold <= 1:
        raise BadList("bad_threshold", "--threshold, --doubt", "probabilities lie from 0 to 1, the lower one first.")
    return low, high
