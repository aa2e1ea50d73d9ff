"""The layers of the house hold, and each of their contracts notices a planted fault."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTS = {
    "Storeys import downwards": ("base/kernel/planted.py", "import varsel.casework.cases"),
    "casework and cooperation never meet": ("cooperation/fora/__init__.py", "import varsel.casework.cases"),
    "The rooms of the base": ("base/kernel/planted.py", "import varsel.base.audit.verbs"),
    "A case stands on referrals": ("casework/referrals/planted.py", "import varsel.casework.cases"),
    "Publication stands on statistics": ("knowledge/stray/__init__.py", ""),
    "The methods of analysis": ("analysis/stray/__init__.py", ""),
    "The files of a room": ("casework/cases/rules/planted.py", "import varsel.casework.cases.apps"),
    "Rules and analysis are plain Python": ("casework/cases/rules/planted.py", "import django"),
    "Statistics reads cases": ("knowledge/statistics/planted.py", "import varsel.casework.cases.rules"),
}


def lint(folder: Path) -> str:
    """What import-linter says of the tree in `folder`; "" when every contract is kept."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(  # noqa: S603 - the command of this very environment
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "*.yaml")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=ignored)
    return tmp_path


def plant(folder: Path, path: str, text: str) -> None:
    file = folder / "src" / "varsel" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    (file.parents[0] / "__init__.py").touch()
    (file.parents[1] / "__init__.py").touch()
    file.write_text(text + "\n")


def test_every_contract_is_kept(copy: Path) -> None:
    assert lint(copy) == ""


@pytest.mark.parametrize("contract", PLANTS)
def test_a_planted_fault_breaks_its_contract(contract: str, copy: Path) -> None:
    plant(copy, *PLANTS[contract])
    broken = [line for line in lint(copy).splitlines() if line.endswith("BROKEN") or "not listed" in line]
    assert any(contract in line for line in broken), broken


@pytest.mark.parametrize("stray", ["stray/__init__.py", "base/stray/__init__.py", "casework/stray/__init__.py"])
def test_a_stray_storey_or_room_is_noticed(stray: str, copy: Path) -> None:
    plant(copy, stray, "")
    assert lint(copy) != ""
