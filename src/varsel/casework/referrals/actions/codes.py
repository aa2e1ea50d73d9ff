"""Making codes. A receipt is derived from the form's own key, so that a double click shows the same one."""

import hashlib
import hmac
import secrets
from uuid import UUID

from varsel.base.kernel.sealing.blind import blind_index
from varsel.base.kernel.sealing.keyring import keyring
from varsel.casework.referrals.rules import codes


def receipt_code(key: UUID) -> str:
    """The secret code for a sending: 74 bits of a keyed function of its random key, never stored."""
    seed = hmac.new(keyring().blind_key(), b"receipt:" + key.bytes, hashlib.sha256).digest()
    left = int.from_bytes(seed)

    def choose(below: int) -> int:
        nonlocal left
        left, choice = divmod(left, below)
        return choice

    return codes.make(choose, length=codes.SECRET_LENGTH)


def content_key(form: UUID, content: str) -> UUID:
    """A key that follows from a form's random key and what was written in it; keyed, so that it tells neither."""
    return UUID(bytes=hmac.new(keyring().blind_key(), form.bytes + content.encode(), hashlib.sha256).digest()[:16])


def random_code() -> str:
    """A secret code for a draft."""
    return codes.make(secrets.randbelow, length=codes.SECRET_LENGTH)


def new_reference() -> str:
    """A random name for a record, for addresses and conversation; it opens nothing."""
    return codes.make(secrets.randbelow, length=codes.REFERENCE_LENGTH)


def code_hash(kind: str, code: str) -> str:
    """What is stored of a code: its HMAC under a key outside the database."""
    return blind_index(kind, code)
