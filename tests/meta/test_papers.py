"""What the papers say is so, and what is so stands in the papers; and the tree names no place of one machine."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PREFIXES = ("VARSEL_DB", "VARSEL_KEYS_DB")


def tracked() -> list[Path]:
    """The files of the tree that are text."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    binary = {".png", ".jpg", ".woff2", ".ico", ".pdf", ".zip"}
    paths = (ROOT / name for name in listed.stdout.splitlines())
    return [path for path in paths if path.suffix not in binary and path.is_file()]


def variables_of_the_code() -> set[str]:
    """The names that a line about the environment mentions; a database's come as a prefix and its endings."""
    sources = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tools/*.py"), ROOT / ".ci/run", ROOT / "tests/database.py"]
    lines = [line for path in sources for line in path.read_text().splitlines()]
    speaking = "\n".join(line for line in lines if "environ" in line or "export " in line)
    found = set(re.findall(r"VARSEL_[A-Z_]+(?=[\"'= ])", speaking))
    endings = {ending for line in lines for ending in re.findall(r"\{prefix\}(_[A-Z]+)", line)}
    return {name for name in found if not name.startswith(PREFIXES)} | {p + e for p in PREFIXES for e in endings}


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    documented = set(re.findall(r"`(VARSEL_[A-Z_]+)`", (ROOT / "docs/settings.md").read_text()))
    assert documented == variables_of_the_code()


def test_the_page_of_commands_is_what_the_commands_say() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from reference import page
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs/commands.md").read_text() == page(), "run .venv/bin/python tools/reference.py"


def test_no_file_names_a_package_registry_or_a_place_of_one_machine() -> None:
    hosts = [
        ".".join(parts) for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
    ]
    places = ["/" + name + "/" for name in ("root", "work")] + ["/" + "home/"]
    pattern = re.compile("|".join([*map(re.escape, hosts), *(rf"(?<![\w.<\"'`}}])({place})" for place in places)]))
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("lock", ["bootstrap", "server", "dev"])
def test_every_locked_package_is_pinned_and_hashed(lock: str) -> None:
    text = (ROOT / f"requirements/{lock}.txt").read_text().replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert [line for line in lines if "==" not in line or "--hash=sha256:" not in line] == []


def test_every_direct_dependency_is_locked_and_has_a_floor() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    server = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["server"]]
    tools = [line for line in project["dependency-groups"]["dev"] if isinstance(line, str)]
    for lock, wanted in (("server", server), ("dev", [*server, *tools])):
        locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / f"requirements/{lock}.txt").read_text(), re.MULTILINE))
        names = {re.split(r"[\[>=<]", line)[0] for line in wanted}
        assert names <= locked
    assert [line for line in [*server, *tools] if ">=" not in line] == []


def test_the_record_for_catalogues_of_public_code_agrees_with_the_project() -> None:
    record = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert record["softwareVersion"] == project["version"]
    assert record["legal"]["license"] == project["license"]
    for language in ("da", "en"):
        told = record["description"][language]
        assert len(told["shortDescription"]) <= 150
        assert 150 <= len(told["longDescription"]) <= 10_000
        assert told["features"]


def test_every_link_between_the_papers_leads_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in tracked()
        if path.suffix == ".md"
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text())
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    headings = re.findall(r"^(\d+)\. ", text, re.MULTILINE)
    assert headings == [str(number) for number in range(1, 16)]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in text
    assert "Appendix" in text
