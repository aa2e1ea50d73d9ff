"""`varsel plan-estimate`: whether an estimate from such lists could ever be useful, before anybody asks for them."""

import json
from typing import Annotated

import typer

from varsel.analysis.estimation.planning import Assumption, plan
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.report import plan_report

app = typer.Typer()


@app.command("plan-estimate")
def plan_estimate(
    seen: Annotated[int, typer.Option(help="Persons a year on at least one list.")] = 100,
    hidden: Annotated[int, typer.Option(help="Persons a year on none, as assumed.")] = 400,
    lists: Annotated[int, typer.Option(help="How many lists.")] = 3,
    chance: Annotated[list[float] | None, typer.Option(help="The chance to be on a list, once for each list; without "
                                                            "it all are alike and as many are seen as said.")] = None,
    dependence: Annotated[list[str] | None, typer.Option(help="1:2=3 says that being on list 1 triples the odds of "
                                                              "list 2; may be repeated.", metavar="I:J=RATIO")] = None,
    tables: Annotated[int, typer.Option(help="Tables drawn for each number of years.")] = 400,
    seed: Annotated[int, typer.Option(help="Of the draws.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of the report.")] = False,
) -> None:  # fmt: skip
    """Say beforehand whether lists like these could ever give a useful interval, and how many years to pool.

    Populations are drawn as assumed and estimated as they would be in earnest: how wide the intervals are, how often
    they hold the truth, and how often there is no answer.
    """
    dependences = dict(_pair(text) for text in dependence or [])
    found = plan(
        Assumption(seen, hidden, lists, tuple(chance) if chance else None, dependences), tables=tables, seed=seed
    )
    typer.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=2) if as_json else plan_report(found))


def _pair(text: str) -> tuple[tuple[int, int], float]:
    """ "1:2=3" as the pair of columns (0, 1) with the odds ratio 3."""
    try:
        pair, ratio = text.split("=")
        one, other = (int(part) - 1 for part in pair.split(":"))
        return (min(one, other), max(one, other)), float(ratio)
    except ValueError:
        raise BadTable("dependences", f"--dependence {text}", "Two lists and a ratio, such as 1:2=3.") from None
