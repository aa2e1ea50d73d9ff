"""The whole suite, part by part: what `make test` runs and `.ci/run` demands in full.

A part that this machine cannot run is left out and named on the last lines; with VARSEL_NO_SKIPS it is a failure.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import postgres

PYTEST = ["-m", "pytest", "--durations=5", "--durations-min=2", "-n2", "--dist=worksteal"]
PYTHON = sys.executable
BIN = Path(PYTHON).parent
ROOT = Path(__file__).parents[1]
# These tests alone must reach every branch of the files they are about. So they run where that is measured, and on
# SQLite nowhere else.
MEASURING = ["tests/rules", "tests/access", "tests/analysis"]
MEASURED = ("analysis/**/*.py", "**/access.py", "**/access/*.py", "**/rules.py", "**/rules/*.py")
COVERAGE = [PYTHON, "-m", "coverage"]
APART = [f"--ignore={folder}" for folder in ("tests/browser", *MEASURING)]
# Nothing in analysis knows a database.
ON_POSTGRES = ["--ignore=tests/browser", "--ignore=tests/analysis", "--only-database"]


@contextmanager
def folder() -> Iterator[dict[str, str]]:
    """An instance of its own, so that no command writes into the tree."""
    with tempfile.TemporaryDirectory(prefix="varsel-suite-") as name:
        yield {"VARSEL_DIR": name, "VARSEL_MODE": "test", "DJANGO_SETTINGS_MODULE": "varsel.portal.settings"}


@contextmanager
def compiled_once() -> Iterator[None]:
    """The suite starts a hundred processes: what the first compiles the others read, and the tree stays as it was."""
    with tempfile.TemporaryDirectory(prefix="varsel-compiled-") as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = name
        yield


@contextmanager
def production() -> Iterator[dict[str, str]]:
    with folder() as environment:
        yield environment | {"VARSEL_MODE": "production", "VARSEL_HOSTS": "varsel.example"}


@contextmanager
def measuring() -> Iterator[dict[str, str]]:
    """What is measured lies beside the tree, and is gone when it has been read."""
    with tempfile.TemporaryDirectory(prefix="varsel-coverage-") as name:
        yield {"COVERAGE_FILE": f"{name}/coverage", "COVERAGE_RCFILE": str(ROOT / "tools/coverage.ini")}


def measured() -> list[str]:
    """The files that must be covered whole, those that no test has met included."""
    package = ROOT / "src/varsel"
    return sorted({str(path.relative_to(ROOT)) for pattern in MEASURED for path in package.glob(pattern)})


@dataclass(frozen=True)
class Part:
    """Commands that stand or fall together, the surroundings they need, and what is lacking ("" if nothing)."""

    name: str
    commands: list[list[str]]
    surroundings: Callable[[], AbstractContextManager[dict[str, str]]] = lambda: nullcontext({})
    lacking: Callable[[], str] = lambda: ""


@dataclass
class Outcome:
    part: Part
    good: bool
    seconds: float
    closing: list[str] = field(default_factory=list)


def _no_chromium() -> str:
    return "" if shutil.which("chromium") else "Chromium"


def _no_postgres() -> str:
    return "" if postgres.binaries() else "PostgreSQL"


PARTS = [
    Part(
        "lint",
        [
            [str(BIN / "ruff"), "check", "--quiet", "."],
            [str(BIN / "ruff"), "format", "--quiet", "--check", "."],
            [str(BIN / "lint-imports"), "--no-cache"],
            [str(BIN / "mypy"), "--num-workers=2"],
            [PYTHON, "tools/messages.py", "check"],
        ],
        folder,
    ),
    Part("security", [[PYTHON, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]], production),
    Part("sqlite", [[PYTHON, *PYTEST, "tests", *APART]]),
    Part(
        "measured",
        [
            [*COVERAGE, "run", *PYTEST, *MEASURING],
            [*COVERAGE, "combine", "--quiet"],
            [*COVERAGE, "report", "--fail-under=100", *measured()],
        ],
        measuring,
    ),
    Part("postgresql", [[PYTHON, *PYTEST, "tests", *ON_POSTGRES]], postgres.cluster, _no_postgres),
    Part("browser", [[PYTHON, *PYTEST, "tests/browser"]], lacking=_no_chromium),
]


def _stream(command: list[str], environment: dict[str, str]) -> tuple[bool, str]:
    """Run, show every line at once, and keep the last."""
    last = ""
    with subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                last = line.strip() or last
        except BaseException:  # told to stop: so is the command, or leaving would wait for it
            process.terminate()
            raise
    return process.returncode == 0, last


def run(part: Part) -> Outcome:
    print(f"\n── {part.name} ──", flush=True)
    started, good, closing = time.monotonic(), True, []
    with part.surroundings() as environment:
        for command in part.commands:
            succeeded, last = _stream(command, environment)
            good = good and succeeded
            if "pytest" in command:
                closing.append(last.strip("= "))
    return Outcome(part, good, time.monotonic() - started, closing)


def report(outcomes: list[Outcome], left_out: list[Part]) -> bool:
    """Print what came of each part; True when nothing failed and nothing was left out against the rule."""
    strict = bool(os.environ.get("VARSEL_NO_SKIPS"))
    print("\n── the suite ──")
    for outcome in outcomes:
        verdict = "passed" if outcome.good else "FAILED"
        print(f"{outcome.part.name:<12}{verdict}  {outcome.seconds:6.1f} s  {' '.join(outcome.closing)}")
    for part in left_out:
        print(f"{part.name:<12}{'FAILED' if strict else 'left out'}: there is no {part.lacking()} on this machine")
    print(f"== {_total(outcomes)} in {sum(outcome.seconds for outcome in outcomes):.0f}s ==")
    return all(outcome.good for outcome in outcomes) and not (strict and left_out)


def _total(outcomes: list[Outcome]) -> str:
    """The closing lines of every pytest run as one, in pytest's own words."""
    counts: Counter[str] = Counter()
    for line in (line for outcome in outcomes for line in outcome.closing):
        for number, word in re.findall(r"(\d+) (failed|passed|skipped|errors?|xfailed|xpassed)", line):
            counts[word] += int(number)
    return ", ".join(f"{number} {word}" for word, number in counts.items()) or "no test was run"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=[part.name for part in PARTS])
    only = parser.parse_args().only
    chosen = [part for part in PARTS if only in (None, part.name)]
    left_out = [part for part in chosen if part.lacking()]
    with compiled_once():
        outcomes = [run(part) for part in chosen if part not in left_out]
    sys.exit(0 if report(outcomes, left_out) else 1)


if __name__ == "__main__":
    main()
