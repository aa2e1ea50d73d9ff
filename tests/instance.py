"""Instances in folders: what several tests need is made once in a run, by whoever needs it first, and copied."""

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MIGRATE = """
from varsel.base.kernel.setup import django
django()
from django.core.management import call_command
for database in ("keys", "default"):
    call_command("migrate", database=database, verbosity=0)
"""


def python(folder: Path, *command: str) -> subprocess.Popen[str]:
    """Begin to run this very interpreter on the instance in the folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARSEL_")}
    return subprocess.Popen(  # noqa: S603 (this very interpreter)
        [sys.executable, *command],
        env={**kept, "VARSEL_DIR": str(folder), "VARSEL_MODE": "test"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    output, _nothing = process.communicate(timeout=120)
    return process.returncode, output


def said(folder: Path, *command: str) -> tuple[int, str]:
    return ended(python(folder, *command))


def migrated(factory: pytest.TempPathFactory) -> Path:
    """An instance of the caller's own, migrated and without a pack."""

    def build() -> Path:
        folder = factory.mktemp("draft")
        assert said(folder, "-c", MIGRATE) == (0, "")
        return folder

    return copy_of_one(factory, "migrated", build)


def copy_of_one(factory: pytest.TempPathFactory, name: str, build: Callable[[], Path]) -> Path:
    """A copy of the instance `name`; the first of the run's processes that asks builds it, the others wait."""
    base = factory.getbasetemp()
    run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (run / name).exists():
            build().rename(run / name)
    return Path(shutil.copytree(run / name, factory.mktemp(f"of-{name}"), dirs_exist_ok=True))
