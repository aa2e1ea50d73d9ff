"""The sections a pack may have, registered by the rooms that use them."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.source import Raw

Schema = Mapping[str, Any]

# Properties that any entry may have and that are no part of what it says.
_ABOUT = ("key", "valid_from", "valid_to", "source", "source_here", "confidence")


@dataclass(frozen=True)
class Entry:
    """One checked entry. `data` is what it says, without its key, its period, its source and confidence."""

    pack: str
    section: str
    key: str
    data: Mapping[str, Any]
    file: Path
    line: int
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None
    source: str = ""
    source_here: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Section:
    """A section of packs.

    `schema`: JSON schema of one entry, with the keyword `refers_to` for references (see `ref`).
    `load(entries, by)`: brings the room's own tables into line with the section's entries; called on every
    load within its transaction, so it must be idempotent, and retire what is no longer there. A section
    without it is read through `packs.entry` and `packs.entries`, and its changes become new dated versions.
    `split(raw)`: the entries of one item of the file, where that is not exactly one.
    """

    name: str
    schema: Schema
    load: Callable[[Sequence[Entry], Actor], None] | None = None
    split: Callable[[Raw], Iterable[Entry]] = field(default_factory=lambda: one_entry)

    @property
    def versioned(self) -> bool:
        """Whether a changed entry is a new version from today (a rule), or the same one described anew."""
        return self.load is None


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Make a section known; a room calls this in its `apps.ready()`. The last one registered holds."""
    _sections[section.name] = section


def sections() -> Mapping[str, Section]:
    """The registered sections by name, in the order in which they are loaded."""
    return _sections


def one_entry(raw: Raw) -> list[Entry]:
    """An item that is one entry, as most are."""
    value = raw.value
    return [
        Entry(
            pack=raw.pack,
            section=raw.section,
            key=value["key"],
            data={name: value[name] for name in value if name not in _ABOUT},
            file=raw.file,
            line=raw.line(()),
            valid_from=day(value.get("valid_from")),
            valid_to=day(value.get("valid_to")),
            source=value.get("source", ""),
            source_here=value.get("source_here", ""),
            confidence=value.get("confidence", ""),
        )
    ]


def day(text: str | None) -> datetime.date | None:
    """The day of an ISO text; None for none."""
    return datetime.date.fromisoformat(text) if text else None


# Pieces for schemas.
TEXT: Schema = {"type": "string", "minLength": 1}
KEY: Schema = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_.-]*$", "maxLength": 120}
DAY: Schema = {"type": "string", "format": "date"}
WORDS: Schema = {
    "type": "object",
    "properties": {"da": TEXT, "en": TEXT},
    "required": ["da", "en"],
    "additionalProperties": False,
}
_FACT: Schema = {"source": {**TEXT, "maxLength": 300}, "confidence": {"enum": ["high", "medium", "low"]}}
# The same source as readers in the country know it, where that is not how the rest of the world would name it.
_HERE: Schema = {"source_here": {**TEXT, "maxLength": 300}}


def ref(target: str) -> Schema:
    """A text that is the key of another entry: `ref("organisations")`, or of a code: `ref("codes:sex")`."""
    return {"type": "string", "refers_to": target}


def listed(items: Schema) -> Schema:
    """A list of such items, each once."""
    return {"type": "array", "items": items, "uniqueItems": True}


def entry(properties: Schema, *, required: Iterable[str] = (), fact: bool = False) -> Schema:
    """The schema of an entry with a key and, if it likes, a period.

    `required`: names of properties; "*" for all of them. `fact`: it states a fact of law, procedure or the
    world, and must then name its source and how sure we are.
    """
    names = [*properties] if required == "*" else [*required]
    return {
        "type": "object",
        "properties": {"key": KEY, "valid_from": DAY, "valid_to": DAY, **_FACT, **_HERE, **properties},
        "required": ["key", *names, *(_FACT if fact else ())],
        "additionalProperties": False,
    }
