"""What loading a pack would change, planned before anything is written.

The meaning of an old record never changes: a rule that is changed ends yesterday and a new version begins
today, an entry that is gone ends yesterday, and a rule whose time is over cannot be changed at all.
"""

import datetime
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from varsel.base.kernel.models.packs import PackEntry
from varsel.base.kernel.packs.errors import PackError, PackErrors
from varsel.base.kernel.packs.pack import Pack
from varsel.base.kernel.packs.sections import Entry, sections

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Change:
    """One entry added, changed or retired; `details` say what, a line each."""

    kind: Literal["added", "changed", "retired"]
    section: str
    key: str
    details: tuple[str, ...] = ()
    ends: PackEntry | None = None  # a stored version whose row is saved again
    begins: PackEntry | None = None  # a new version
    drops: PackEntry | None = None  # a version that was not yet in force for a whole day

    def __str__(self) -> str:
        sign = {"added": "+", "changed": "~", "retired": "-"}[self.kind]
        return "\n    ".join([f"{sign} {self.section}/{self.key}", *self.details])


@dataclass(frozen=True)
class Diff:
    """What loading would change; its length is the number of changes."""

    pack: str
    changes: tuple[Change, ...]

    def __len__(self) -> int:
        return len(self.changes)

    def __str__(self) -> str:
        counts = ", ".join(f"{self.count(kind)} {kind}" for kind in ("added", "changed", "retired"))
        return "\n".join([f"{self.pack}: {counts}", *map(str, self.changes)])

    def count(self, kind: str) -> int:
        """How many changes of a kind."""
        return sum(change.kind == kind for change in self.changes)


Stored = Mapping[tuple[str, str, datetime.date | None], list[PackEntry]]


def plan(pack: Pack, today: datetime.date) -> Diff:
    """Compare a pack with what is stored; raises PackErrors for what would change the past."""
    stored = _stored()
    _refuse_another_pack(pack, stored)
    changes: list[Change] = []
    errors: list[PackError] = []
    for entry in pack.entries:
        try:
            changes += _compare(entry, stored, today)
        except PackErrors as refused:
            errors += refused.errors
    if errors:
        raise PackErrors(errors)
    return Diff(pack.id, (*changes, *_vanished(pack, stored, today)))


def digest(data: Mapping[str, Any]) -> str:
    """The SHA-256 of what an entry says, whatever the order of its keys in the file."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _stored() -> Stored:
    """The stored versions of each entry, oldest first."""
    versions: dict[tuple[str, str, datetime.date | None], list[PackEntry]] = defaultdict(list)
    for row in PackEntry.objects.all():
        versions[row.section, row.key, row.stated_from].append(row)
    return versions


def _refuse_another_pack(pack: Pack, stored: Stored) -> None:
    [header] = pack.section("pack")
    held = {key for section, key, _ in stored if section == "pack"}
    if held - {pack.id}:
        raise PackErrors(
            [
                PackError(
                    header.file,
                    header.line,
                    pack.id,
                    f"This instance holds the pack `{held.pop()}`.",
                    "Use a new instance (VARSEL_DIR).",
                )
            ]
        )


def _compare(entry: Entry, stored: Stored, today: datetime.date) -> Iterator[Change]:
    versions = stored.get((entry.section, entry.key, entry.valid_from))
    if not versions:
        _refuse_the_past(entry, stored)
        yield Change("added", entry.section, entry.key, begins=_row(entry, entry.valid_from))
        return
    last = versions[-1]
    details = tuple(_details(entry, last))
    if not details:
        return
    if last.digest == digest(entry.data) or not sections()[entry.section].versioned:
        yield _described_anew(entry, last, details)
    else:
        yield _new_version(entry, last, details, today)


def _refuse_the_past(entry: Entry, stored: Stored) -> None:
    """A beginning that was not stated before may not reach back into another version's time."""
    begins = entry.valid_from or datetime.date.min
    for (section, key, stated), rows in stored.items():
        if (section, key) == (entry.section, entry.key) and (stated or datetime.date.min) >= begins:
            message = f"It would hold from {begins}, where another version was in force from {rows[0].valid_from}."
            raise _refused(entry, message, "Begin it later, or give it a key of its own.")


def _described_anew(entry: Entry, last: PackEntry, details: tuple[str, ...]) -> Change:
    """The same rule with another source, confidence or end; or a described thing, renamed."""
    if entry.valid_to and last.valid_from and entry.valid_to < last.valid_from:
        raise _refused(entry, f"Its version in force began on {last.valid_from}.", "Let it end later.")
    last.data, last.digest = dict(entry.data), digest(entry.data)
    for name in ("valid_to", "source", "source_here", "confidence"):
        setattr(last, name, getattr(entry, name))
    return Change("changed", entry.section, entry.key, details, ends=last)


def _new_version(entry: Entry, last: PackEntry, details: tuple[str, ...], today: datetime.date) -> Change:
    if entry.valid_to and entry.valid_to < today:
        raise _refused(entry, "Its time is over: what was in force can no longer be changed.", "Restore what it said.")
    if last.valid_from and last.valid_from >= today:  # it has not been in force for a whole day
        return _described_anew(entry, last, details)
    if last.valid_to is None or last.valid_to >= today:
        last.valid_to = today - DAY
    return Change("changed", entry.section, entry.key, details, ends=last, begins=_row(entry, today))


def _refused(entry: Entry, message: str, remedy: str) -> PackErrors:
    return PackErrors([PackError(entry.file, entry.line, entry.key, message, remedy)])


def _row(entry: Entry, begins: datetime.date | None) -> PackEntry:
    return PackEntry(
        pack=entry.pack,
        section=entry.section,
        key=entry.key,
        stated_from=entry.valid_from,
        valid_from=begins,
        valid_to=entry.valid_to,
        data=dict(entry.data),
        source=entry.source,
        source_here=entry.source_here,
        confidence=entry.confidence,
        digest=digest(entry.data),
    )


def _details(entry: Entry, last: PackEntry) -> Iterator[str]:
    """What differs, in words: `days: 100 → 120`."""
    about = ("valid_to", "source", "source_here", "confidence")
    before = {**last.data, **{name: getattr(last, name) for name in about}}
    after = {**entry.data, **{name: getattr(entry, name) for name in about}}
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{name}: {_shown(before.get(name))} → {_shown(after.get(name))}"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "–"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _vanished(pack: Pack, stored: Stored, today: datetime.date) -> Iterator[Change]:
    """What the pack no longer holds ends yesterday; what had not begun then is taken back."""
    held = {(entry.section, entry.key, entry.valid_from) for entry in pack.entries}
    for (section, key, stated), versions in stored.items():
        last = versions[-1]
        if (section, key, stated) in held or (last.valid_to and last.valid_to < today):
            continue
        if last.valid_from and last.valid_from >= today:
            yield Change("retired", section, key, ("taken back before it held for a day",), drops=last)
        else:
            last.valid_to = today - DAY
            yield Change("retired", section, key, (f"last day {last.valid_to}",), ends=last)
