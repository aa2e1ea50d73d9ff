"""Synthetic tables beside their peers: distances of one-, two- and three-way tables, and seconds, in one run.

Epsilon 4, the invented population of `example_table` (15 columns, seed 1), the whole command with its report and
attacks. The distances are of a test with seed 1, so they are the same in every run; the seconds are of a release.
pac-synth is installed in an environment of its own for this run; where that cannot be done, the rest is printed.
"""

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from varsel.analysis.synthesis import Domain, Table, csv_text, example_domain, example_table
from varsel.analysis.synthesis.utility import distances_of, tables_of_order

ROOT = Path(__file__).resolve().parents[2]
AIMS = {2_000: None, 20_000: 20, 200_000: 60}  # persons: seconds to stay below
PEER = "pac-synth==0.0.8"
PEER_CODE = """
import csv, sys
from pacsynth import Dataset, DpAggregateSeededParametersBuilder, DpAggregateSeededSynthesizer
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8", newline="")))
parameters = DpAggregateSeededParametersBuilder().reporting_length(int(sys.argv[3])).epsilon(4.0).build()
made = DpAggregateSeededSynthesizer(parameters)
made.fit(Dataset(rows))
csv.writer(open(sys.argv[2], "w", encoding="utf-8", newline="")).writerows(made.sample())
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="varsel-bench-") as name:
        folder = Path(name)
        columns = {column.name: list(column.categories) for column in example_domain().columns}
        (folder / "domain.json").write_text(json.dumps({"columns": columns}))
        peer = _peer(folder)
        print(f"{'persons':>8}  {'table':<34}{'1-way':>8}{'2-way':>8}{'3-way':>8}{'seconds':>9}")
        for persons in AIMS:
            _compare(folder, persons, peer)
        _without_dependence(folder)


def _compare(folder: Path, persons: int, peer: Path | None) -> None:
    truth = example_table(persons, 1)
    (folder / "persons.csv").write_text(csv_text(truth))
    distances = _command(folder, "--test", "--seed", "1")[0]["internal"]["utility"]["distances"]
    (_report, seconds, processor), aim = _command(folder), AIMS[persons]
    kinds = {"synthetic": "varsel synthesize", "independent": "independent private marginals"}
    for kind, label in (kinds | {"resample": "resample (not private)"}).items():
        shown = [distances[f"{order}_way"][kind] for order in (1, 2, 3)]
        _line(persons, label, shown, seconds if kind == "synthetic" else None)
    if peer and persons <= 20_000:
        for length in (2, 3) if persons == 2_000 else (3,):
            _line(persons, f"pac-synth, reporting length {length}", *_of_peer(folder, truth, peer, length))
    if aim:
        told = f"{seconds:.1f} s, {processor:.1f} s of processor time"
        print(f"{persons:>8}  the whole command with report and attacks took {told}; the aim is below {aim} s")


def _line(persons: int, label: str, distances: list[float], seconds: float | None) -> None:
    took = "" if seconds is None else f"{seconds:9.1f}"
    print(f"{persons:>8}  {label:<34}" + "".join(f"{far:8.3f}" for far in distances) + took, flush=True)


def _command(folder: Path, *mode: str) -> tuple[dict[str, Any], float, float]:
    """The report of the whole command, its seconds, and its seconds of processor time: the machine may be busy."""
    command = [sys.executable, "-m", "varsel", "synthesize", "persons.csv", "--epsilon", "4", "--domain", "domain.json"]
    started, before = time.monotonic(), _processor()
    subprocess.run(
        [*command, "--out", "out.csv", "--report", "report.json", *mode],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    seconds = time.monotonic() - started
    return json.loads((folder / "report.json").read_text()), seconds, _processor() - before


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _without_dependence(folder: Path) -> None:
    (folder / "persons.csv").write_text(csv_text(example_table(2_000, 1, dependence=0)))
    verdict = _command(folder, "--test", "--seed", "1")[0]["release"]["verdict"]
    worth = "worth releasing" if verdict["worth_releasing"] else "not worth releasing"
    print(f"Without dependence (2,000 persons): {worth}. {verdict['reasons'][0]['text']}")


def _peer(folder: Path) -> Path | None:
    """The Python of an environment that has pac-synth; None where it cannot be had."""
    home, uv = folder / "peer", [sys.executable, "-m", "uv", "--quiet"]
    python = home / "bin" / "python"
    for command in ([*uv, "venv", str(home)], [*uv, "pip", "install", "--python", str(python), PEER]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"pac-synth is left out: {PEER} cannot be installed here.")
            return None
    return python


def _of_peer(folder: Path, truth: Table, python: Path, length: int) -> tuple[list[float], float]:
    """The distances and seconds of pac-synth. What it leaves blank counts as missing, in every column."""
    started = time.monotonic()
    command = [str(python), "-c", PEER_CODE, "persons.csv", "peer.csv", str(length)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    seconds = time.monotonic() - started
    with open(folder / "peer.csv", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    domain = _with_blanks(truth.domain)
    places = [domain.columns[domain.names.index(name)].places for name in header]
    codes = np.array([[place[value] for place, value in zip(places, row, strict=True)] for row in rows], dtype=np.int16)
    made = Table(domain, codes[:, [header.index(name) for name in domain.names]])
    wide = replace(truth, domain=domain)
    return [
        float(np.mean(distances_of(wide, made, tables_of_order(len(header), order)))) for order in (1, 2, 3)
    ], seconds


def _with_blanks(domain: Domain) -> Domain:
    return Domain(
        tuple(
            column if "" in column.places else replace(column, categories=(*column.categories, ""))
            for column in domain.columns
        )
    )


if __name__ == "__main__":
    main()
