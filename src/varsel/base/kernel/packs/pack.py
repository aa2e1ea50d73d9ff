"""A country pack: read, composed with the pack it extends, and checked as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from varsel.base.kernel.packs.checking import check
from varsel.base.kernel.packs.errors import PackError, PackErrors
from varsel.base.kernel.packs.sections import Entry
from varsel.base.kernel.packs.source import Raw, read_file


@dataclass(frozen=True)
class Pack:
    """A pack that is whole: every entry checked, every reference with its target."""

    id: str
    entries: tuple[Entry, ...]

    def section(self, name: str) -> list[Entry]:
        """The entries of one section, in the order of their files."""
        return [entry for entry in self.entries if entry.section == name]


def folder(pack: str | Path) -> Path:
    """The folder of a pack, given as a folder or as the name of one that comes with Varsel."""
    own = Path(str(files("varsel.packs"))) / str(pack)
    return own if own.is_dir() else Path(pack)


def read_pack(path: str | Path) -> Pack:
    """The pack in a folder (or of a name), with what it extends; raises PackErrors naming every fault."""
    raws = _with_parent(folder(path))
    entries = check(raws)
    [header] = [entry for entry in entries if entry.section == "pack"]
    return Pack(header.key, tuple(entries))


@cache
def time_zone() -> ZoneInfo:
    """The time zone of the instance's pack, in which legal days are counted."""
    [header] = [raw for raw in read_file(folder(settings.VARSEL_PACK) / "pack.yaml", "") if raw.section == "pack"]
    return ZoneInfo(header.value["time_zone"])


def _with_parent(path: Path) -> list[Raw]:
    """The items of a pack after those of its parent which it does not state itself."""
    own = _read_folder(path)
    parent = next((raw.value.get("extends") for raw in own if raw.section == "pack"), None)
    if not parent:
        return own
    stated = {_name(raw) for raw in own}
    return [raw for raw in _with_parent(folder(parent)) if _name(raw) not in stated and raw.section != "pack"] + own


def _name(raw: Raw) -> tuple[str, str]:
    value = raw.value if isinstance(raw.value, dict) else {}
    return raw.section, str(value.get("key", value.get("list", "")))


def _read_folder(path: Path) -> list[Raw]:
    header = path / "pack.yaml"
    if not header.is_file():
        raise PackErrors([PackError(header, 1, "", "A pack begins with this file.", "Name its folder, or write it.")])
    raws, errors = _read_all(sorted(path.rglob("*.yaml")), path.name)
    if not errors and sum(raw.section == "pack" for raw in raws) != 1:
        errors = [PackError(header, 1, "pack", "A pack has one entry in the section `pack`.")]
    if errors:
        raise PackErrors(errors)
    return raws


def _read_all(paths: Iterable[Path], pack: str) -> tuple[list[Raw], list[PackError]]:
    raws: list[Raw] = []
    errors: list[PackError] = []
    for path in paths:
        try:
            raws += read_file(path, pack)
        except PackErrors as broken:
            errors += broken.errors
    return raws, errors


def names() -> Iterator[str]:
    """The packs that come with Varsel."""
    for path in Path(str(files("varsel.packs"))).iterdir():
        if (path / "pack.yaml").is_file():
            yield path.name
