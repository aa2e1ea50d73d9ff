"""What must be covered whole is measured, and a branch that no test reaches is named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/varsel"
PLANTED = "def sign(number):\n    if number < 0:\n        return -1\n    return 1\n"


@pytest.fixture
def suite(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    import suite

    return suite


def test_all_rules_all_access_and_all_of_analysis_is_measured(suite: object) -> None:
    must = {
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if path.relative_to(PACKAGE).parts[0] == "analysis"
        or {"rules", "access"} & {path.stem, *path.relative_to(PACKAGE).parts[:-1]}
    }
    assert set(suite.measured()) == must  # type: ignore[attr-defined]


@pytest.mark.parametrize(("numbers", "missing"), [("-1, 1", ""), ("1", "67%   3"), ("", "0%   1-4")])
def test_a_branch_that_is_not_reached_is_named_with_its_file_and_line(
    tmp_path: Path, numbers: str, missing: str
) -> None:
    room = tmp_path / "src/varsel/base/room"
    room.mkdir(parents=True)
    (room / "rules.py").write_text(PLANTED)
    asked = f"from rules import sign; [sign(number) for number in ({numbers},)]" if numbers else "pass"
    (room / "asked.py").write_text(asked)

    def coverage(*command: str) -> subprocess.CompletedProcess[str]:
        surroundings = {"COVERAGE_RCFILE": str(ROOT / "tools/coverage.ini"), "COVERAGE_FILE": str(tmp_path / "data")}
        return subprocess.run(  # noqa: S603 (this very interpreter)
            [sys.executable, "-m", "coverage", *command],
            cwd=tmp_path,
            env=os.environ | surroundings,
            capture_output=True,
            text=True,
            check=False,
        )

    coverage("run", str(room / "asked.py"))
    coverage("combine")
    said = coverage("report", "--fail-under=100", "src/varsel/base/room/rules.py")
    assert (said.returncode == 0) is (missing == ""), said.stdout + said.stderr
    if missing:
        assert "src/varsel/base/room/rules.py" in said.stdout
        assert missing in said.stdout
