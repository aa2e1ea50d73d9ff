"""Packs in a temporary folder."""

from pathlib import Path
from textwrap import dedent

HEADER = """
pack:
  - key: tiny
    title: {da: Lille, en: Tiny}
    version: "1"
    languages: [da, en]
    time_zone: Europe/Copenhagen
"""


def a_pack(folder: Path, **files: str) -> Path:
    """A pack with a header and the files given by name; a file given as "" is taken away."""
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text(HEADER)
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.write_text(dedent(text)) if text else path.unlink(missing_ok=True)
    return folder


def a_list(name: str, *codes: str) -> str:
    """A file with one code list."""
    rows = "".join(f'\n      - {{code: {code}, da: "{code} på dansk", en: "{code} in English"}}' for code in codes)
    return f"codes:\n  - list: {name}\n    title: {{da: Liste, en: List}}\n    codes:{rows}\n"


def a_rule(key: str, text: str, period: str = "") -> str:
    """One entry of the section `duties`, as lines to append."""
    return (
        f"  - key: {key}\n    label: {{da: Pligt, en: Duty}}\n    text: {{da: {text}, en: {text}}}\n"
        f"    source: the law\n    confidence: high\n{period}"
    )


def rules(*entries: str) -> str:
    """A file of the section `duties`."""
    return "duties:\n" + "".join(entries)
