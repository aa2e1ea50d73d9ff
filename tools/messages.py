"""Translations: `gather` collects the strings of every room, `compile` makes the .mo files, `check` finds gaps."""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parents[1] / "src" / "varsel"
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = [
    ("Language", "da"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
]


def rooms() -> list[Path]:
    """Every room: a folder that Django takes for an app."""
    return sorted(path.parent for path in PACKAGE.glob("**/apps.py") if path.parent.name != "settings")


def catalogue_of(room: Path) -> Path:
    return room / "locale" / "da" / "LC_MESSAGES" / "django.po"


def catalogues() -> list[Path]:
    return sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/django.po"))


def sources(room: Path) -> Iterator[Path]:
    """The Python files and templates whose words the room answers for; a room inside it answers for its own."""
    inner = [other for other in rooms() if room in other.parents]
    for path in sorted(room.rglob("*")):
        if any(other in path.parents for other in inner) or "migrations" in path.parts:
            continue
        if path.suffix in (".py", ".html", ".txt"):
            yield path


def wanted(room: Path) -> Catalog:
    """Every string in the room's code and templates, as a catalogue without translations."""
    catalogue = Catalog(locale="da")
    for path in sources(room):
        text = path.read_text()
        code = text if path.suffix == ".py" else templatize(text)
        for _line, message, _comments, context in extract("python", BytesIO(code.encode()), keywords=KEYWORDS):
            catalogue.add(message, locations=[(path.relative_to(room).as_posix(), 0)], context=context)
    return catalogue


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="da", abort_invalid=True)


def gather() -> None:
    """Bring each room's catalogue in line with its code: new strings come in empty, lost ones go, none is guessed."""
    for room in rooms():
        found = wanted(room)
        path = catalogue_of(room)
        if len(found):
            path.parent.mkdir(parents=True, exist_ok=True)
            kept = read(path) if path.exists() else Catalog(locale="da")
            kept.update(found, no_fuzzy_matching=True)
            path.write_bytes(written(kept))


def written(catalogue: Catalog) -> bytes:
    """The file as it is kept: a short header without dates, so that nothing changes but words."""
    body = BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in HEADER)
    return header.encode() + b"\n" + body.getvalue()


def compile_all() -> None:
    for path in catalogues():
        with path.with_suffix(".mo").open("wb") as file:
            write_mo(file, read(path))


def gaps(room: Path) -> list[str]:
    """What a reader would meet untranslated or in vain: strings missing, empty, doubtful, or gone from the code."""
    path = catalogue_of(room)
    known = read(path) if path.exists() else Catalog(locale="da")
    asked = wanted(room)
    ids = {(message.id, message.context) for message in asked if message.id}
    kept = {(message.id, message.context): message for message in known if message.id}
    lost = [f"not in the code any more: {_first(key)}" for key in kept.keys() - ids]
    missing = [f"untranslated: {_first(key)}" for key in ids if key not in kept or not _whole(kept[key].string)]
    doubtful = [f"doubtful: {_first(key)}" for key, message in kept.items() if message.fuzzy]
    return [f"{path.relative_to(PACKAGE)}: {gap}" for gap in sorted(missing + doubtful + lost)]


def _first(key: tuple[object, str | None]) -> object:
    return key[0][0] if isinstance(key[0], tuple | list) else key[0]


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def check() -> None:
    found = [gap for room in rooms() for gap in gaps(room)]
    print(*found, sep="\n", end="\n" if found else "")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    {"gather": gather, "compile": compile_all, "check": check}[sys.argv[1]]()
