"""The key ring: the few keys that everything else hangs on. It never lies in a database."""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from django.conf import settings

Purpose = Literal["seal", "audit", "blind"]
PURPOSES: tuple[Purpose, ...] = ("seal", "audit", "blind")
KEY_BYTES = 32


class KeyRingError(Exception):
    """The key ring is missing, readable by others, or lacks a key; the message says how to mend it."""

    for_the_operator = True  # the command line shows the message and no trace


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


@dataclass
class KeyRing:
    """For each purpose the active key's id and every key that is still read, by id.

    `seal` wraps data keys and seals what belongs to no person; `audit` authenticates the trail; `blind`
    makes search indexes. Keys are 32 random bytes. A key is added by `rotated`, and dropped only when
    nothing is left under it.
    """

    active: Mapping[str, str]
    keys: Mapping[str, Mapping[str, bytes]] = field(repr=False)

    @classmethod
    def new(cls) -> Self:
        return cls(
            active={purpose: f"{purpose[0]}1" for purpose in PURPOSES},
            keys={purpose: {f"{purpose[0]}1": secrets.token_bytes(KEY_BYTES)} for purpose in PURPOSES},
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        keys: dict[str, dict[str, bytes]]
        active: dict[str, str]
        try:
            stored = json.loads(text)
            keys = {p: {i: base64.b64decode(k) for i, k in stored[p]["keys"].items()} for p in PURPOSES}
            active = {p: stored[p]["active"] for p in PURPOSES}
        except (ValueError, KeyError, TypeError) as error:
            raise KeyRingError("The key ring cannot be read. Restore it from its own backup.") from error
        if any(len(key) != KEY_BYTES for ring in keys.values() for key in ring.values()):
            raise KeyRingError("A key in the key ring has the wrong length. Restore the ring from its own backup.")
        return cls(active=active, keys=keys)

    def to_json(self) -> str:
        return json.dumps(
            {p: {"active": self.active[p], "keys": {i: _b64(k) for i, k in self.keys[p].items()}} for p in PURPOSES},
            indent=1,
        )

    @classmethod
    def read(cls, path: Path) -> Self:
        try:
            mode = path.stat().st_mode
        except FileNotFoundError as error:
            raise KeyRingError("There is no key ring. Restore it from its own backup.") from error
        if mode & 0o077:
            raise KeyRingError("The key ring may be read by others. Set its mode to 0600.")
        return cls.from_json(path.read_text())

    def write(self, path: Path) -> None:
        """Write the ring beside the old one and put it in its place in one step, readable by the owner alone."""
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(self.to_json())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def rotated(self, purpose: Purpose) -> Self:
        """A ring whose active key for `purpose` is new; what stands under the older keys is still read."""
        if purpose == "blind":
            raise KeyRingError("The blind index has one key: a second one would split the search. Re-index instead.")
        key_id = f"{purpose[0]}{len(self.keys[purpose]) + 1}"
        keys = {**self.keys, purpose: {**self.keys[purpose], key_id: secrets.token_bytes(KEY_BYTES)}}
        return type(self)(active={**self.active, purpose: key_id}, keys=keys)

    def key(self, purpose: Purpose, key_id: str | None = None) -> tuple[str, bytes]:
        """The key with its id; without an id the active one."""
        wanted = key_id or self.active[purpose]
        try:
            return wanted, self.keys[purpose][wanted]
        except KeyError as error:
            raise KeyRingError(f"The key ring has no {purpose} key of that id. Restore the newest ring.") from error

    def seal_key(self, key_id: str | None = None) -> tuple[str, bytes]:
        return self.key("seal", key_id)

    def audit_key(self, key_id: str | None = None) -> tuple[str, bytes]:
        return self.key("audit", key_id)

    def blind_key(self) -> bytes:
        return self.key("blind")[1]


@lru_cache(maxsize=4)
def _read(path: Path, stamp: int) -> KeyRing:
    return KeyRing.read(path)


def keyring() -> KeyRing:
    """This instance's ring; a ring that was rotated meanwhile is read anew, without a restart."""
    if value := os.environ.get("VARSEL_KEYRING_VALUE"):
        return KeyRing.from_json(value)
    path = Path(settings.VARSEL_KEYRING)
    stamp = path.stat().st_mtime_ns if path.exists() else 0
    return _read(path, stamp)
