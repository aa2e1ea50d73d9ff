"""Writes the table of docs/access.md from the roles of the Danish pack and the permissions of the code."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/access.md"
ROLES = ROOT / "src/varsel/packs/dk/roles.yaml"
PLACE = re.compile(r"(?<=<!-- roles -->\n).*(?=<!-- end of roles -->)", re.S)


def table() -> str:
    """One row a role: its key, what it is for, what it allows."""
    roles = yaml.safe_load(ROLES.read_text())["roles"]
    rows = [
        f"| `{role['key']}` | {role['description']['en']} | {' '.join(f'`{one}`' for one in role['permissions'])} |\n"
        for role in roles
    ]
    return "".join(["| role | what it is for | what it allows |\n", "|---|---|---|\n", *rows])


def page() -> str:
    return PLACE.sub(lambda _found: table(), PAGE.read_text())


if __name__ == "__main__":
    PAGE.write_text(page())
