"""A PostgreSQL of its own for the tests: Debian's binaries, a temporary folder, an ordinary user, one socket.

`python tools/postgres.py COMMAND …` runs a command beside it.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

OWNER = "varsel_owner"  # owns the tables and migrates them
APPLICATION = "varsel_app"  # what the application may do; the tests run as this role
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
ROLES = f"""
CREATE ROLE {APPLICATION} NOLOGIN;
CREATE ROLE {OWNER} LOGIN CREATEDB IN ROLE {APPLICATION};
"""


def binaries() -> Path | None:
    """The newest server of the machine; None where there is none."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted((path.parent for path in found), key=lambda folder: int(folder.parent.name))
    return versions[-1] if versions else None


def _as_ordinary_user() -> list[str]:
    """PostgreSQL refuses to run as root, and is right."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _run(*command: str) -> None:
    done = subprocess.run([*_as_ordinary_user(), *command], cwd="/", capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{Path(command[0]).name}: {done.stderr.strip()}")


@contextmanager
def cluster() -> Iterator[dict[str, str]]:
    """A running server, as the environment variables that lead the application to it."""
    found = binaries()
    if found is None:
        sys.exit("There is no PostgreSQL server on this machine.")
    folder = tempfile.mkdtemp(prefix="varsel-pg-")
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data = f"{folder}/data"
    before = signal.signal(signal.SIGTERM, _leave)
    try:
        _run(f"{found}/initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        _run(f"{found}/pg_ctl", "-D", data, "-w", "-l", f"{folder}/log", "-o", f"{FAST} -k {folder}", "start")
        _run(f"{found}/psql", "-h", folder, "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-qc", ROLES)
        yield _environment(folder)
    finally:
        subprocess.run(
            [*_as_ordinary_user(), f"{found}/pg_ctl", "-D", data, "-m", "immediate", "stop"],
            cwd="/",
            capture_output=True,
            check=False,
        )
        shutil.rmtree(folder, ignore_errors=True)
        signal.signal(signal.SIGTERM, before)


def _leave(number: int, _frame: object) -> NoReturn:
    """Leave the way an error would, so that the server is stopped and its folder goes."""
    signal.signal(number, signal.SIG_IGN)  # a second one would interrupt the stopping
    sys.exit(128 + number)


def _environment(folder: str) -> dict[str, str]:
    found = {"VARSEL_TEST_ROLE": APPLICATION}
    for prefix, name in (("VARSEL_DB", "varsel"), ("VARSEL_KEYS_DB", "varsel_keys")):
        found |= {f"{prefix}_NAME": name, f"{prefix}_HOST": folder, f"{prefix}_USER": OWNER}
    return found


if __name__ == "__main__":
    with cluster() as environment, subprocess.Popen(sys.argv[1:], env=os.environ | environment) as command:
        try:
            sys.exit(command.wait())
        finally:
            command.terminate()
