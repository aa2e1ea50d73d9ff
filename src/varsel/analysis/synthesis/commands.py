"""`varsel synthesize`: a synthetic table from a CSV file, with its report."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from varsel.analysis.synthesis.accounting import checked
from varsel.analysis.synthesis.domain_files import read_domain
from varsel.analysis.synthesis.ledger import spend, write_whole
from varsel.analysis.synthesis.refusals import BadInput
from varsel.analysis.synthesis.release import DELTA, SHADOW_RUNS, Mode, Tell, examined, synthesize
from varsel.analysis.synthesis.report import NOTICES, report_of
from varsel.analysis.synthesis.tables import Table, csv_text, domain_of, read_text, table_of

app = typer.Typer()
MARK = ".NOT-FOR-RELEASE.txt"  # the ending of a file beside a table that is no release
WORDS = {"measuring": "Measuring, with noise", "comparing": "Comparing with the truth", "attacking": "Attacking"}


@app.command("synthesize")
def synthesize_file(
    file: Annotated[
        Path, typer.Argument(help="A CSV file: a header, then one line for each person.", metavar="FILE.csv")
    ],
    epsilon: Annotated[
        float, typer.Option(help="How much the release may tell of a person; 1 is strict, 4 usual, 10 lax.")
    ],
    out: Annotated[Path, typer.Option(help="Where the synthetic table goes (CSV).")],
    report: Annotated[
        Path, typer.Option(help="Where the report goes (JSON); its part “internal” is not for publication.")
    ],
    domain: Annotated[
        Path | None,
        typer.Option(
            help="The columns, categories and structural zeros (JSON or YAML); without it only an experiment."
        ),
    ] = None,
    delta: Annotated[float, typer.Option(help="How often the bound may fail; far below 1/persons.")] = DELTA,
    ledger: Annotated[
        Path | None, typer.Option(help="The dataset's privacy ledger (default: FILE.csv.ledger).")
    ] = None,
    cap: Annotated[
        float | None, typer.Option(help="The most epsilon that all releases together may spend; set with the first.")
    ] = None,
    note: Annotated[
        Path | None, typer.Option(help="Where the publishable part of the report goes, alone (JSON).")
    ] = None,
    test: Annotated[bool, typer.Option("--test", help="A test with a seed; never for release.")] = False,
    seed: Annotated[int | None, typer.Option(help="Repeats a test; refused for a release.", min=0)] = None,
    attacks: Annotated[
        int, typer.Option(help="How often the method is attacked with planted persons.", min=0)
    ] = SHADOW_RUNS,
) -> None:
    """Make a differentially private synthetic table, with a report on its use and risks and a verdict on its worth.

    With --domain it is a release: entered in the ledger before the data are looked at. Without, it is an experiment,
    and with --test --seed N a test that can be repeated: both are marked as not for release.
    """
    mode = _mode(domain, test, seed)
    checked(epsilon, delta)
    ledger = ledger or file.with_name(file.name + ".ledger")
    _check_places([file, *filter(None, [domain])], [out, report, *filter(None, [note]), ledger])
    table = _table(file, domain)
    entered = spend(ledger, epsilon, delta, cap)[1] if mode is Mode.RELEASE else None
    with _progress() as tell:
        made = synthesize(table, epsilon, delta, mode=mode, seed=seed, tell=tell)
        examination = examined(table, made, seed=seed, shadow_runs=attacks, tell=tell)
    told = report_of(made, examination, entered)
    mark = out.with_name(out.name + MARK)
    if mode is not Mode.RELEASE:  # before the table, so that a run that is killed leaves none without its mark
        write_whole(mark, NOTICES[mode] + "\n")
    write_whole(out, csv_text(made.table))
    write_whole(report, _json(told))
    if note:
        write_whole(note, _json(told["release"] | {"mode": told["mode"], "notice": told["notice"]}))
    if mode is Mode.RELEASE:  # after all else, so that an earlier experiment stays marked until it is replaced
        mark.unlink(missing_ok=True)
    typer.echo(summary(told))


def _mode(domain: Path | None, test: bool, seed: int | None) -> Mode:
    if test:
        if seed is None:
            raise BadInput("seed_lacking", "A test has no seed.", "Add --seed 1.")
        return Mode.TEST
    if seed is not None:
        said = "A seed makes the noise known, so that it protects nobody; it is refused for a release."
        raise BadInput("seed_refused", said, "Add --test to try the method, or leave out --seed.")
    return Mode.EXPERIMENT if domain is None else Mode.RELEASE


def _check_places(read: list[Path], written: list[Path]) -> None:
    """Whatever can be refused is refused before the budget is spent."""
    for place in written:
        if not place.parent.is_dir() or not os.access(place.parent, os.W_OK):
            said = f"There is no folder {place.parent} that can be written to."
            raise BadInput("no_folder", said, "Make it first; nothing has been spent.", str(place))
    if len({place.resolve() for place in (*read, *written)}) < len(read) + len(written):
        raise BadInput("same_file", "Two of the files are the same.", "Give each a name of its own.")


def _table(file: Path, domain: Path | None) -> Table:
    text = read_text(file)
    return table_of(text, domain_of(text) if domain is None else read_domain(domain))


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


@contextmanager
def _progress() -> Iterator[Tell]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(WORDS["measuring"], total=1.0)
        yield lambda what, share: bar.update(task, description=WORDS[what], completed=share)


def summary(told: dict[str, Any]) -> str:
    """The report in a few lines for the terminal."""
    release, internal = told["release"], told["internal"]
    verdict, privacy = release["verdict"], release["privacy"]
    lines = [
        told["notice"],
        f"{release['rows']} synthetic rows, epsilon {privacy['epsilon']:g}, delta {privacy['delta']:g}.",
        _said_of_the_ledger(privacy["over_all_releases"]),
        ("Worth releasing. " if verdict["worth_releasing"] else "Not worth releasing. ")
        + " ".join([*(reason["text"] for reason in verdict["reasons"]), verdict["advice"]["text"]]),
        *_said_of_utility(internal["utility"]),
        *_said_of_attacks(internal["attack"]),
    ]
    return "\n".join(line for line in lines if line)


def _said_of_the_ledger(spent: dict[str, Any] | None) -> str:
    if spent is None:
        return ""
    cap = "no cap" if spent["cap"] is None else f"cap {spent['cap']:g}"
    total = f"epsilon {spent['epsilon']:.3f} at delta {spent['delta']:g} ({cap})"
    return f"Spent over {spent['releases']} release(s): {total}."


def _said_of_utility(utility: dict[str, Any]) -> Iterator[str]:
    yield "Internal, not for publication: distance from the true tables (0 is equal)"
    yield f"  {'':8}{'synthetic':>11}{'resample':>11}{'independent':>13}"
    for order, distances in utility["distances"].items():
        shown = distances["synthetic"], distances["resample"], distances["independent"]
        yield f"  {order:8}{shown[0]:>11.3f}{shown[1]:>11.3f}{shown[2]:>13.3f}"


def _said_of_attacks(attack: dict[str, Any] | None) -> Iterator[str]:
    if attack is None:
        return
    membership, attribute = attack["membership"], attack["attribute"]
    low, high = membership["interval_95"]
    yield (
        f"  Membership of planted persons guessed right {membership['share']:.2f} ({low:.2f} to {high:.2f}) of "
        f"{membership['tried']} times; by chance .5, allowed at most {membership['allowed_at_most']:.2f}."
    )
    low, high = attribute["advantage_interval_95"]
    oftener = f"{attribute['advantage']:+.2f} ({low:+.2f} to {high:+.2f})"
    yield f"  Hidden values of planted persons guessed right, against persons not planted: {oftener}."
