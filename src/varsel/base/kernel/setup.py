"""Where an instance lives, and how Django is started for a command."""

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DIR = Path("var/varsel")
InstanceDir = Annotated[Path | None, typer.Option("--dir", help="The instance's folder (default: VARSEL_DIR).")]


def instance_dir() -> Path:
    """The instance's folder (database, keys, files), from VARSEL_DIR."""
    return Path(os.environ.get("VARSEL_DIR", DEFAULT_DIR)).resolve()


def django(directory: Path | None = None) -> None:
    """Start Django for the instance in `directory` (default: VARSEL_DIR)."""
    if directory is not None:
        os.environ["VARSEL_DIR"] = str(directory)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.portal.settings")
    import django as django_package  # late: the statistics commands run without Django

    django_package.setup()
