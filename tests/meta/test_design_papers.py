"""The page on design names every component with its parameters, and no other."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COTTON = ROOT / "src/varsel/base/design/templates/cotton"
ROWS = dict(re.findall(r"^\| `c-([a-z-]+)` \| (.*?) ?\|$", (ROOT / "docs/design.md").read_text(), re.MULTILINE))
COMPONENTS = {path.stem.replace("_", "-"): path for path in COTTON.glob("*.html")}


def parameters(template: Path) -> set[str]:
    declared = re.search(r"<c-vars\s([^>]*?)/?>", template.read_text())
    return set(re.findall(r'(?:^|\s):?([A-Za-z]+)(?:="[^"]*")?', declared[1])) if declared else set()


def test_every_component_is_documented_and_every_documented_component_exists() -> None:
    assert ROWS.keys() == COMPONENTS.keys()


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_parameter_of_a_component_is_documented(name: str) -> None:
    named = set(re.findall(r"`:?([A-Za-z]+)`", ROWS[name]))
    assert parameters(COMPONENTS[name]) - named == set()
