"""A seal: the state of all shards, written to a file outside the database and chained to the seal before.

One at least is made every day; after the first of a day, one an hour at most. What is read here against the trail
shows that a whole database was put back to an earlier moment or built anew. So seals must be kept where whoever can
write to the database cannot write; docs/audit.md says how.
"""

import json
import os
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.actions import record
from varsel.base.audit.chain import SHARDS, START, mac
from varsel.base.audit.digests import SHARD, shard_mac
from varsel.base.audit.faults import Fault
from varsel.base.audit.models import ShardHead
from varsel.base.audit.rows import Raw, raw
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import SYSTEM, Actor
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.keyring import KeyRingError, keyring

FILES = "????-??-??*.json"  # the first seal of a day, then those of its later hours: the order of their names


@dataclass(frozen=True)
class SealedShard:
    """A shard as it was: how many streams and events, the sum over its heads, its newest event."""

    number: int
    streams: int
    events: int
    total: str
    last_event_id: str | None


@dataclass(frozen=True)
class Seal:
    """One seal; `day` is its file's name (a later one of a day names the hour too), `previous` the digest before it."""

    day: str
    made_at: str
    previous: str
    key_id: str
    shards: list[SealedShard] = field(repr=False)
    mac: str = ""

    @property
    def events(self) -> int:
        return sum(shard.events for shard in self.shards)

    def digest(self) -> str:
        _id, key = keyring().audit_key(self.key_id)
        shards = (value for shard in self.shards for value in asdict(shard).values())
        return mac(key, "seal", self.day, self.made_at, self.previous, self.key_id, *shards)

    def closed(self) -> Self:
        return type(self)(**{**self.__dict__, "mac": self.digest()})

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ValueError, KeyError or TypeError if the file has another form."""
        stored = json.loads(path.read_text())
        return cls(**{**stored, "shards": [SealedShard(**shard) for shard in stored["shards"]]})


def standing_shards() -> list[Raw]:
    """The 64 shards in their order, each proven. Raises Fault."""
    with raw(ShardHead.objects.order_by("number"), (*SHARD, "mac")) as found:
        rows = list(found)
    numbers = [row[0] for row in rows]
    for number in range(SHARDS):
        if number not in numbers:
            raise Fault("ShardHead", f"{number}", _("The row is missing."))
    for *columns, digest in rows:
        if not _proven(columns, digest):
            raise Fault("ShardHead", f"{columns[0]}", _("The row was changed."))
    return rows


def _proven(columns: list[object], digest: object) -> bool:
    try:
        _id, key = keyring().audit_key(str(columns[-1]))
    except KeyRingError:
        return False
    return shard_mac(key, columns) == digest


def read_seals(directory: Path) -> list[Seal]:
    """All seals, oldest first, each proven and chained to the one before. Raises Fault."""
    seals: list[Seal] = []
    for path in sorted(directory.glob(FILES)):
        seal = _read(path)
        if seal.previous != (seals[-1].mac if seals else START):
            raise Fault("seal", path.name, _("The seal before it is missing or was exchanged."))
        seals.append(seal)
    return seals


def _read(path: Path) -> Seal:
    try:
        seal = Seal.read(path)
        if (seal.digest(), seal.day, len(seal.shards)) == (seal.mac, path.stem, SHARDS):
            return seal
    except (ValueError, KeyError, TypeError, AttributeError, KeyRingError):
        pass
    raise Fault("seal", path.name, _("The file was changed."))


def no_older_than(seals: list[Seal], shards: list[Raw]) -> None:
    """Raises Fault if a shard holds less than a seal says it held."""
    for seal in seals:
        for sealed, (_number, streams, events, *_rest) in zip(seal.shards, shards, strict=True):
            if sealed.events > int(str(events)) or sealed.streams > int(str(streams)):
                raise Fault("seal", seal.day, _("The database is older than this seal: it was put back."))


def is_sealed(directory: Path, day: date) -> bool:
    return _file(directory, day).exists()


def _file(directory: Path, day: date) -> Path:
    return directory / f"{day.isoformat()}.json"


def make_seal(directory: Path, day: date | None = None, *, by: Actor = SYSTEM) -> Path:
    """Seal the trail as it stands; return the new file: `2026-11-21.json`, later that day `2026-11-21T14.json`.

    An hour is sealed once, by the clock of the day (an hour that comes twice in October, too).

    Raises Fault if the heads or the older seals are not whole, Refusal("sealed_already").
    """
    day = day or timezone.localdate()
    path = _file(directory, day)
    if path.exists():
        path = directory / f"{day.isoformat()}T{timezone.localtime():%H}.json"
    if path.exists():
        raise Refusal("sealed_already", remedy=_("This hour is sealed already. A seal is never written over."))
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    older, shards = read_seals(directory), standing_shards()
    no_older_than(older, shards)
    write_whole(path, asdict(_seal_of(path.stem, older[-1].mac if older else START, shards)))
    with transaction.atomic():
        record(Verb.LOG_SEAL, by=by)
    return path


def _seal_of(day: str, previous: str, rows: list[Raw]) -> Seal:
    shards = [
        SealedShard(number=int(str(number)), streams=int(str(streams)), events=int(str(events)), total=str(total),
                    last_event_id=None if last is None else str(last).replace("-", ""))
        for number, streams, events, total, last, _key_id, _mac in rows
    ]  # fmt: skip
    key_id, _key = keyring().audit_key()
    made_at = timezone.now().isoformat()
    return Seal(day=day, made_at=made_at, previous=previous, key_id=key_id, shards=shards).closed()


def write_whole(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all, and on the disk before this returns."""
    draft = path.with_suffix(".draft")
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
