"""Makes `.venv` and puts uv into it, pinned by hash, with nothing but Python's own library.

A Python without `ensurepip` (Debian leaves it out) is helped by a uv or a pip that the machine already has.
"""

import shutil
import subprocess
import sys
from pathlib import Path

VENV = Path(".venv")
LOCK = "requirements/bootstrap.txt"
PIN = ["install", "--quiet", "--require-hashes", "-r", LOCK]


def run(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0


def with_ensurepip() -> bool:
    if not run(sys.executable, "-c", "import ensurepip"):
        return False
    return run(sys.executable, "-m", "venv", "--clear", str(VENV)) and run(".venv/bin/python", "-m", "pip", *PIN)


def with_own_uv() -> bool:
    if not (uv := shutil.which("uv")):
        return False
    made = run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV))
    return made and run(uv, "pip", *PIN, "--python", ".venv/bin/python")


def with_own_pip() -> bool:
    if not run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)):
        return False
    return run(sys.executable, "-m", "pip", "--python", ".venv/bin/python", *PIN)


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 - this one file meets whatever Python the machine has
        sys.exit(
            f"Varsel needs Python 3.11 or newer; this is {sys.version.split()[0]}. Try: make setup PYTHON=python3.11"
        )
    if not (with_ensurepip() or with_own_uv() or with_own_pip()):
        sys.exit("No virtual environment could be made. On Debian: apt-get install python3-venv")


if __name__ == "__main__":
    main()
