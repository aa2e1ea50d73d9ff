"""`pip install varsel` alone brings the analysis and the screening: neither knows Django."""

import json
import subprocess
import sys

import pytest

WITHOUT = "import sys; sys.modules |= {'django': None, 'cryptography': None}; "


def run(code: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", WITHOUT + code], input=given, capture_output=True, text=True)  # noqa: S603


LIBRARY = [
    "varsel.analysis.disclosure.primary",
    "varsel.analysis.estimation",
    "varsel.analysis.synthesis",
    "varsel.analysis.linkage",
    "varsel.base.signs.rules",
]


@pytest.mark.parametrize("module", LIBRARY)
def test_the_library_needs_no_django(module: str) -> None:
    assert run(f"import {module}").returncode == 0


def test_a_set_of_signs_is_screened_without_django() -> None:
    code = "sys.argv = ['varsel', 'screen', '-']; from varsel.__main__ import main; main()"
    done = run(code, json.dumps({"profile": "adult_labour", "signs": ["RD01"]}))
    assert json.loads(done.stdout)["outcome"] == "no_finding"


def test_a_command_that_needs_the_whole_system_says_so() -> None:
    done = run("sys.argv = ['varsel', 'migrate']; from varsel.__main__ import main; main()")
    assert done.returncode == 1
    assert "varsel[server]" in done.stderr
    assert "Traceback" not in done.stderr
