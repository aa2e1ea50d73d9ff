"""How the trail is chained: canonical bytes, and keyed digests over them. Plain Python.

Every digest is HMAC-SHA-256 (RFC 2104) over parts that each carry their length, so that no two different
lists of parts give the same bytes. The canonical text of a value is what SQLite keeps for it; so the digest
is over the stored row itself, and a row that no longer parses is a changed row like any other.
"""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

START = "0" * 64  # the predecessor of a stream's first event, and the sum over no streams
SHARDS = 64
_MODULUS = 1 << 256
_LENGTHS = [number.to_bytes(8, "big") for number in range(512)]


def text_of(value: object) -> str:
    """The one text for a value, whichever database or Python type it comes in; absence is not the empty text."""
    if type(value) is str:  # most of them, when a long trail is read
        return "=" + value
    if value is None:
        return "-"
    if isinstance(value, UUID):
        return f"={value.hex}"
    if isinstance(value, datetime):
        return f"={value.astimezone(UTC).replace(tzinfo=None)}"
    return f"={value}"


def canonical(kind: str, parts: Iterable[object]) -> bytes:
    """What the digest is taken over: the kind of row, then each part with its length in front."""
    texts = [text_of(part).encode("utf-8", "surrogateescape") for part in (kind, *parts)]
    return b"".join([_length(text) + text for text in texts])


def _length(text: bytes) -> bytes:
    """In eight bytes, the greatest first."""
    return _LENGTHS[len(text)] if len(text) < len(_LENGTHS) else len(text).to_bytes(8, "big")


def mac(key: bytes, kind: str, *parts: object) -> str:
    """64 hex digits."""
    return hmac.digest(key, canonical(kind, parts), hashlib.sha256).hex()


def shard_of(subject_kind: str, subject_id: UUID | str) -> int:
    """Which of the 64 shards a stream belongs to; anybody may compute it."""
    return hashlib.sha256(canonical("shard", (subject_kind, subject_id))).digest()[0] % SHARDS


def exchanged(total: str, *, out: str | None, into: str) -> str:
    """The sum over the heads of a shard after one head has changed, modulo 2^256.

    The sum of keyed digests is a multiset hash (Clarke et al. 2003, MSet-Add-Hash): it changes in constant
    time and nobody without the key can find two sets with one sum.
    """
    return f"{(int(total, 16) - int(out or START, 16) + int(into, 16)) % _MODULUS:064x}"
