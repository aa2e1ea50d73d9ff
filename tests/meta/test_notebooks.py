"""The notebooks of the documentation run afresh, in a process of their own, without network or home directory."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))


def run(what: str, notebook: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / "notebooks.py"), what, str(notebook)]
    surroundings = {"HOME": "/nonexistent", "PATH": os.environ["PATH"]}
    return subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=300)  # noqa: S603


def notebook_of(folder: Path, *sources: str) -> Path:
    path = folder / "made.ipynb"
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)), encoding="utf-8")
    return path


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_of_the_documentation_runs_and_shows_its_outputs(notebook: Path) -> None:
    done = run("check", notebook)
    assert done.returncode == 0, done.stderr


def test_a_notebook_whose_cell_fails_is_a_failure(tmp_path: Path) -> None:
    done = run("check", notebook_of(tmp_path, "1 + 1", "1 / 0"))
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_what_is_kept_of_a_run_is_the_same_each_time(tmp_path: Path) -> None:
    path = notebook_of(tmp_path, "40 + 2")
    assert run("check", path).returncode == 1  # it runs, but was kept without its outputs
    kept = []
    for _time in range(2):
        assert run("run", path).returncode == 0
        kept.append(path.read_text(encoding="utf-8"))
    assert kept[0] == kept[1]
    assert '"42"' in kept[0]
