"""The layers of the house hold, and each of their contracts notices a planted fault."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# A contract, by the beginning of its name; the file that breaks it; what is in the file.
PLANTS = [
    ("Storeys import downwards", "base/kernel/upwards.py", "import varsel.casework.cases"),
    ("Storeys import downwards", "cooperation/fora/__init__.py", "import varsel.casework.cases"),
    ("Storeys import downwards", "stray_storey/__init__.py", ""),
    ("The rooms of the base", "base/kernel/sideways.py", "import varsel.base.audit.verbs"),
    ("The rooms of the base", "base/stray_room/__init__.py", ""),
    ("A case stands on referrals", "casework/referrals/sideways.py", "import varsel.casework.cases"),
    ("Publication stands on estimates", "knowledge/stray_topic/__init__.py", ""),
    ("The methods of analysis", "analysis/stray_method/__init__.py", ""),
    ("The files of a room", "casework/cases/rules/upwards.py", "import varsel.casework.cases.apps"),
    ("Rules and analysis are plain Python", "casework/cases/rules/framework.py", "import django"),
    ("Only casework touches", "portal/reaching.py", "import varsel.casework.cases.models.planted"),
    ("Statistics reads cases", "knowledge/statistics/reaching.py", "import varsel.casework.cases.rules"),
]


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


def plant(house: Path, path: str, text: str) -> None:
    file = house / path
    file.parent.mkdir(parents=True, exist_ok=True)
    for folder in (file.parents[0], file.parents[1]):
        (folder / "__init__.py").touch()
    file.write_text(text + "\n")


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the house with every fault planted."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", copy)
    ignored = shutil.ignore_patterns("static", "templates", "locale", "__pycache__", "*.yaml")
    shutil.copytree(ROOT / "src", copy / "src", ignore=ignored)
    for _, path, text in PLANTS:
        plant(copy / "src" / "varsel", path, text)
    plant(copy / "src" / "varsel", "casework/cases/models/planted.py", "")
    return lint(copy)


def test_every_contract_is_kept() -> None:
    assert lint(ROOT) == ""


@pytest.mark.parametrize(("contract", "path"), [(contract, path) for contract, path, _ in PLANTS])
def test_a_planted_fault_breaks_its_contract(contract: str, path: str, verdict: str) -> None:
    assert any(line.startswith(contract) and " BROKEN" in line for line in verdict.splitlines()), verdict
    planted = Path(path).parts[-2] if path.endswith("__init__.py") else Path(path).stem
    assert re.search(rf"\b{planted}\b", verdict), verdict
