"""A production instance from nothing: what refuses to start says why, and what starts answers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

VISIT = """
from varsel.base.kernel.setup import django
django()
from django.test import Client
visitor = Client(headers={"host": "localhost"})
for page in ("/da/", "/en/", "/account/login/"):
    print(page, visitor.get(page, secure=True).status_code)
"""
BUILT = Path(__file__).parents[2] / "src/varsel/base/design/static/vendor"


def run(folder: Path, *command: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARSEL_")}
    done = subprocess.run(  # noqa: S603 (this very interpreter)
        [sys.executable, *command],
        env={**kept, "VARSEL_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("user", "grant", "somebody@example.org", "auditor"),
        ("pack", "load"),
        ("audit", "verify"),
    ],
)
def test_a_command_on_an_empty_folder_says_how_to_begin(tmp_path: Path, command: tuple[str, ...]) -> None:
    code, said = run(tmp_path, "-m", "varsel", *command)
    assert code == 2
    assert "varsel migrate" in said
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_used_is_named_without_a_trace(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    code, said = run(file, "-m", "varsel", "migrate")
    assert code == 2
    assert str(file) in said
    assert "Traceback" not in said


@pytest.mark.skipif(not BUILT.exists(), reason="the front end is not built; `make setup` builds it")
def test_an_instance_serves_its_pages_after_migrate_and_not_before(tmp_path: Path) -> None:
    code, said = run(tmp_path, "-m", "varsel", "serve")
    assert code == 1
    assert "not up to date" in said
    assert "static files" in said
    assert run(tmp_path, "-m", "varsel", "migrate")[0] == 0
    assert run(tmp_path, "-c", VISIT)[1].split() == ["/da/", "200", "/en/", "200", "/account/login/", "200"]
