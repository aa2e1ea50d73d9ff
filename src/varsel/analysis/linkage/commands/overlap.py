"""`varsel overlap`: from encodings to the overlap table, by the trusted party."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from varsel.analysis.linkage.codefiles import Codes, read_codes, refuse_strangers
from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.files import refuse_same
from varsel.analysis.linkage.keyed import keyed_pairs
from varsel.analysis.linkage.overlaps import Manner, overlap, protected, write_overlap
from varsel.analysis.linkage.pairs import persons

app = typer.Typer()
MOST_LISTS = 16


@app.command("overlap")
def overlap_files(
    codes: Annotated[list[Path], typer.Argument(help="Two or more encodings of one study.", metavar="CODES.csv ...")],
    out: Annotated[Path, typer.Option(help="Where the overlap table goes.", metavar="OVERLAP.csv")],
    names: Annotated[str, typer.Option(help="Names of the lists, with commas; else the files' names.")] = "",
    protect: Annotated[int, typer.Option(help="Protect counts of persons below this number; 0 protects none.")] = 0,
    how: Annotated[Manner, typer.Option(help="round: to multiples, right on average; suppress: left empty.")] = "round",
    threshold: Annotated[float, typer.Option(help="The probability from which two codes are one person.")] = 0.5,
) -> None:
    """Compare encodings and write the overlap table: one 0/1 column for each list, then count, and nothing else.

    Delete the codes when the table is there.
    """
    _check(codes, threshold, protect, out)
    lists = [read_codes(path, name) for path, name in zip(codes, _names(codes, names), strict=True)]
    refuse_strangers(lists)
    order = sorted(range(len(lists)), key=lambda at: _digest(lists[at]))  # so that the order of files means nothing
    pairs = keyed_pairs([lists[at].codes for at in order])
    found = persons(pairs, [len(lists[at].codes) for at in order], threshold)
    back = [[row._replace(list=order[row.list]) for row in person] for person in found]
    table = overlap(back, [one.name for one in lists])
    if protect:
        table = protected(table, protect, how, b"".join(_digest(lists[at]) for at in order))
    write_overlap(out, table)
    typer.echo(f"{out} is written. Delete the codes now; nobody needs them any more.", err=True)


def _check(codes: list[Path], threshold: float, protect: int, out: Path) -> None:
    if not 2 <= len(codes) <= MOST_LISTS:
        raise BadList("number_of_lists", "CODES.csv", f"give from 2 to {MOST_LISTS} encodings; one has no overlap.")
    if not 0 < threshold <= 1:
        raise BadList("bad_threshold", "--threshold", "give a probability above 0 and at most 1.")
    if protect and protect < 2:
        raise BadList("bad_protection", "--protect", "give a number of 2 or more; below that nothing is protected.")
    refuse_same([*codes, *([out] if out.exists() else [])])


def _names(codes: list[Path], names: str) -> list[str]:
    found = [name.strip() for name in names.split(",")] if names else [path.stem for path in codes]
    if len(found) != len(codes):
        raise BadList("names_of_lists", "--names", f"{len(found)} names for {len(codes)} lists; give one for each.")
    if len(set(found)) < len(found) or not all(found) or "count" in found:
        raise BadList("names_of_lists", "--names", "every list needs a name of its own, other than count.")
    return found


def _digest(codes: Codes) -> bytes:
    return hashlib.sha256(codes.codes.tobytes()).digest()
