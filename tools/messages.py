"""Translations: `gather` collects the strings of every room, `compile` makes the .mo files, `check` finds gaps."""

import os
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path("src/varsel")


def catalogues() -> list[Path]:
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> None:
    for source in catalogues():
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


def gather() -> None:
    """Run Django's makemessages in each room that has a `locale` folder."""
    admin = Path(sys.executable).with_name("django-admin")
    command = [str(admin), "makemessages", "-l", "da", "--no-wrap", "--add-location=file", "--no-obsolete"]
    for locale in sorted(PACKAGE.glob("**/locale")):
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=locale.parent, env=environment, check=True)


def gaps(source: Path) -> list[str]:
    """Entries that a reader would meet untranslated: empty, or marked as doubtful."""
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parts[-3])
    found = [message for message in catalogue if message.id and (message.fuzzy or not _whole(message.string))]
    return [f"{source}:{message.lineno}: {'doubtful' if message.fuzzy else 'untranslated'}" for message in found]


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def check() -> None:
    found = [gap for source in catalogues() for gap in gaps(source)]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    {"gather": gather, "compile": compile_all, "check": check}[sys.argv[1]]()
