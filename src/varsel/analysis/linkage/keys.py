"""The key of a study: made once, shared by the organisations, unknown to the trusted party, destroyed at the end.

Everything in an encoding is derived from it by HMAC-SHA-256 (RFC 2104), so that a different key, study name or
expiry gives encodings that have nothing in common. Whoever holds key and codes can test guesses; whoever holds
codes alone cannot.
"""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from varsel.analysis.linkage.faults import BadList

FIRST_LINE = "varsel study key 1"
SECRET_BYTES = 32
LEAST_DISTINCT = 12  # 32 random bytes hold about 30 different ones, 64 random hexadecimal digits about 16
LONGEST_STUDY = 80
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True, repr=False)
class StudyKey:
    """A secret (bytes), the name of its study and the last day it may be used (None: a plain secret without one)."""

    secret: bytes
    study: str
    expires: date | None

    def derived(self, *purpose: str) -> bytes:
        """32 bytes for one purpose, bound to the study and its last day."""
        told = "\x1f".join(("varsel", self.study, str(self.expires), *purpose))
        return hmac.new(self.secret, told.encode(), hashlib.sha256).digest()

    @property
    def fingerprint(self) -> str:
        """A check value to compare by telephone, such as 3f2a-9c01-77de-b410; it says nothing about the key."""
        found = self.derived("fingerprint").hex()[:16]
        return "-".join(found[at : at + 4] for at in range(0, 16, 4))

    def __repr__(self) -> str:
        return f"StudyKey({self.fingerprint})"


def today() -> date:
    return datetime.now(UTC).date()


def new_key(path: Path, study: str, days: int) -> StudyKey:
    """Make a random key of 256 bits, valid for `days` days, in a new file that its owner alone can read."""
    study = " ".join(study.split())
    if not study or len(study) > LONGEST_STUDY or not study.isprintable():
        raise BadList("bad_study", "--study", f"give the study a name of 1 to {LONGEST_STUDY} characters.")
    if not 1 <= days <= LONGEST_DAYS:
        raise BadList("bad_days", "--days", f"a key lasts from 1 to {LONGEST_DAYS} days.")
    key = StudyKey(secrets.token_bytes(SECRET_BYTES), study, today() + timedelta(days=days))
    told = f"{FIRST_LINE}\nstudy: {study}\nexpires: {key.expires}\nkey: {urlsafe_b64encode(key.secret).decode()}\n"
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadList("key_exists", str(path), "it is there already; a key is never written over.") from error
    except OSError as error:
        raise BadList("unwritable", str(path), f"it cannot be written: {error.strerror}.") from error
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(told)
    return key


def read_key(path: Path) -> StudyKey:
    """The key in the file: one made by `new_key`, or a plain secret of at least 32 random bytes or characters.

    BadList if others than the owner may read the file, if the secret is weak, and if the key has expired.
    """
    try:
        mode, raw = path.stat().st_mode, path.read_bytes()
    except OSError as error:
        raise BadList("unreadable_key", str(path), f"it cannot be read: {error.strerror}.") from error
    if os.name == "posix" and mode & 0o077:
        raise BadList("open_key", str(path), "others may read this key. Run: chmod 600 on it, and ask who had access.")
    key = _made_here(raw, path) if raw.startswith(FIRST_LINE.encode()) else StudyKey(raw.strip(), "", None)
    if len(key.secret) < SECRET_BYTES or len(set(key.secret)) < LEAST_DISTINCT:
        remedy = "this key is weak: it can be guessed. Make one with: varsel study-key new."
        raise BadList("weak_key", str(path), remedy)
    if key.expires and key.expires < today():
        remedy = f"the key expired on {key.expires}. Destroy it and its codes; a new study needs a new key."
        raise BadList("expired_key", str(path), remedy)
    return key


def _made_here(raw: bytes, path: Path) -> StudyKey:
    try:
        lines = (line.split(": ", 1) for line in raw.decode().splitlines()[1:])
        told = dict(line for line in lines if len(line) == 2)
        secret = urlsafe_b64decode(told["key"].encode())
        return StudyKey(secret, told["study"], date.fromisoformat(told["expires"]))
    except (ValueError, KeyError) as error:  # ValueError: bad text, base64 or date
        raise BadList("broken_key", str(path), "this key file is damaged; ask for it once more.") from error


def destroy_key(path: Path) -> None:
    """Overwrite the key and take its file away.

    Copies in backups, in mail and on disks that write elsewhere (SSD) are not reached: a key belongs on none of them.
    """
    try:
        with path.open("r+b") as file:
            if not file.read(len(FIRST_LINE)).startswith(FIRST_LINE.encode()):
                raise BadList("not_a_key", str(path), "this is no study key, so it is left alone.")
            length = file.seek(0, os.SEEK_END)
            file.seek(0)
            file.write(secrets.token_bytes(length))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except OSError as error:
        raise BadList("unreadable_key", str(path), f"it cannot be destroyed: {error.strerror}.") from error
