"""One box for one value: AES-256-GCM, a random nonce, and associated data that says where the value belongs.

NIST SP 800-38D: with random 96-bit nonces a key may seal 2^32 values; a person's key seals some hundreds.
"""

import base64
import secrets
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.keyring import KeyRingError, keyring

NONCE_BYTES = 12
UNDER_DATA_KEY = "d"


class SealBroken(Refusal):
    """The value was changed, moved to another row or field, or its key is destroyed."""

    def __init__(self, code: str = "seal_broken") -> None:
        super().__init__(
            code,
            remedy=_("This value cannot be trusted and is not shown. Tell the system administrator; nothing was lost."),
        )


class KeyDestroyed(SealBroken):
    """The person's data key no longer exists: what it sealed is erased."""

    def __init__(self) -> None:
        super().__init__("key_destroyed")


def place(label: str, row_id: UUID) -> bytes:
    """Associated data: a stable literal label of the field and the row's key."""
    return f"varsel:v1:{label}:{row_id}".encode()


def seal_bytes(key: bytes, plain: bytes, where: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, where)


def open_bytes(key: bytes, box: bytes, where: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(box[:NONCE_BYTES], box[NONCE_BYTES:], where)
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error


def to_text(key_id: str, box: bytes) -> str:
    return f"v1.{key_id}.{base64.urlsafe_b64encode(box).decode()}"


def from_text(text: str) -> tuple[str, bytes]:
    """The key's id and the box; SealBroken if the text has another form."""
    try:
        version, key_id, body = text.split(".")
        if version != "v1":
            raise SealBroken
        return key_id, base64.urlsafe_b64decode(body)
    except ValueError as error:
        raise SealBroken from error


def seal_text(plain: str, *, label: str, row_id: UUID) -> str:
    """Seal what belongs to no person (a log-in secret, a search word) under the ring's own key."""
    key_id, key = keyring().seal_key()
    return to_text(key_id, seal_bytes(key, plain.encode(), place(label, row_id)))


def open_text(text: str, *, label: str, row_id: UUID) -> str:
    key_id, box = from_text(text)
    try:
        _id, key = keyring().seal_key(key_id)
    except KeyRingError as error:
        raise SealBroken from error
    return open_bytes(key, box, place(label, row_id)).decode()
