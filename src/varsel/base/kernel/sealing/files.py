"""Files sealed in chunks, so that a large one never lies in memory whole.

The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): the nonce holds a counter and whether the
chunk is the last, so that reordering, repeating and cutting off all show. The file has a key of its own,
derived from the data key and a random salt.
"""

import secrets
from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from varsel.base.kernel.sealing.boxes import SealBroken, place
from varsel.base.kernel.sealing.datakeys import data_keys

CHUNK = 64 * 1024
TAG = 16
MAGIC = b"VARSEL1\n"
SALT = 32


def _cipher(data_key_id: UUID, salt: bytes, where: bytes) -> AESGCM:
    key = data_keys([data_key_id])[data_key_id]
    return AESGCM(HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=b"file:" + where).derive(key))


def _nonce(counter: int, last: bool) -> bytes:
    return counter.to_bytes(11, "big") + bytes([last])


def _chunks(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """Number, content and whether it is the last; an empty file is one empty last chunk."""
    counter, chunk = 0, source.read(size)
    while True:
        following = source.read(size)
        yield counter, chunk, not following
        if not following:
            return
        counter, chunk = counter + 1, following


def seal_stream(source: BinaryIO, target: BinaryIO, *, data_key_id: UUID, label: str, row_id: UUID) -> None:
    """Write `source` sealed to `target`, bound to its label and row."""
    salt, where = secrets.token_bytes(SALT), place(label, row_id)
    cipher = _cipher(data_key_id, salt, where)
    target.write(MAGIC + salt)
    for counter, chunk, last in _chunks(source, CHUNK):
        target.write(cipher.encrypt(_nonce(counter, last), chunk, where))


def open_stream(source: BinaryIO, *, data_key_id: UUID, label: str, row_id: UUID) -> Iterator[bytes]:
    """The chunks in clear; SealBroken at the first one that was changed, moved, or is missing."""
    if source.read(len(MAGIC)) != MAGIC:
        raise SealBroken
    where = place(label, row_id)
    cipher = _cipher(data_key_id, source.read(SALT), where)
    for counter, chunk, last in _chunks(source, CHUNK + TAG):
        try:
            yield cipher.decrypt(_nonce(counter, last), chunk, where)
        except Exception as error:
            raise SealBroken from error
