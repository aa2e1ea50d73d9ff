"""Where an instance lives, and how Django is started for a command."""

import os
from pathlib import Path
from typing import Annotated

import typer

DEFAULT_DIR = Path("var/varsel")
InstanceDir = Annotated[Path | None, typer.Option("--dir", help="The instance's folder (default: VARSEL_DIR).")]


class NoInstance(Exception):
    """The folder holds no instance, or cannot be used; the message says how to mend it."""

    for_the_operator = True  # the command line shows the message and no trace
    exit_code = 2


def instance_dir() -> Path:
    """The instance's folder (database, keys, files), from VARSEL_DIR."""
    return Path(os.environ.get("VARSEL_DIR", DEFAULT_DIR)).resolve()


def django(directory: Path | None = None) -> None:
    """Start Django for the instance in `directory` (default: VARSEL_DIR). Raises NoInstance for an unusable folder."""
    if directory is not None:
        os.environ["VARSEL_DIR"] = str(directory)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "varsel.portal.settings")
    import django as django_package  # late: the statistics commands run without Django

    try:
        django_package.setup()
    except OSError as error:
        raise NoInstance(f"The folder {instance_dir()} cannot be used: {error.strerror}.") from error


def opened(directory: Path | None = None) -> None:
    """Start Django for an instance that stands already. Raises NoInstance where `varsel migrate` has not made it."""
    django(directory)
    from django.db import connection

    file = Path(str(connection.settings_dict["NAME"])) if connection.vendor == "sqlite" else None
    if (file and not file.exists()) or "kernel_instance" not in connection.introspection.table_names():
        raise NoInstance("There is no database here yet. Make it with `varsel migrate`, or name another --dir.")
