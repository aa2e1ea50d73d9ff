"""Data keys: made, opened, wrapped anew, destroyed."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import MappingProxyType
from uuid import UUID

from django.db import connections, transaction

from varsel.base.kernel.models.keys import DataKey
from varsel.base.kernel.sealing.boxes import KeyDestroyed, open_bytes, place, seal_bytes
from varsel.base.kernel.sealing.keyring import KEY_BYTES, keyring
from varsel.base.kernel.sealing.router import KEYS

LABEL = "kernel.datakey"
NONE: Mapping[UUID, bytes] = MappingProxyType({})
_at_hand: ContextVar[Mapping[UUID, bytes]] = ContextVar("data keys at hand", default=NONE)


def _wrap(key: DataKey, raw: bytes) -> DataKey:
    key.ring_key_id, ring_key = keyring().seal_key()
    key.wrapped = seal_bytes(ring_key, raw, place(LABEL, key.id))
    return key


def _unwrap(key: DataKey) -> bytes:
    _id, ring_key = keyring().seal_key(key.ring_key_id)
    return open_bytes(ring_key, bytes(key.wrapped), place(LABEL, key.id))


def new_data_key() -> UUID:
    """Make a data key and return its id. It is kept before the row that uses it: a key without a row is harmless."""
    key = _wrap(DataKey(), secrets.token_bytes(KEY_BYTES))
    key.save(force_insert=True)
    return key.id


def new_data_keys(count: int) -> list[UUID]:
    """Make many data keys at once; see `new_data_key`."""
    keys = [_wrap(DataKey(), secrets.token_bytes(KEY_BYTES)) for _ in range(count)]
    return [key.id for key in DataKey.objects.bulk_create(keys)]


def data_keys(ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """The opened keys by id, in at most one query; KeyDestroyed if one of them no longer exists."""
    wanted = set(ids)
    found = standing_keys(wanted)
    if wanted - found.keys():
        raise KeyDestroyed
    return found


def standing_keys(wanted: set[UUID]) -> dict[UUID, bytes]:
    """Those of the keys that still exist, opened, by id."""
    at_hand = _at_hand.get()
    found = {key_id: at_hand[key_id] for key_id in wanted & at_hand.keys()}
    if missing := wanted - found.keys():
        found |= {key.id: _unwrap(key) for key in DataKey.objects.filter(id__in=missing)}
    return found


@contextmanager
def keys_at_hand(ids: Iterable[UUID]) -> Iterator[None]:
    """Inside, these keys are opened once: for writing or reading many sealed values of many persons."""
    token = _at_hand.set(data_keys(ids))
    try:
        yield
    finally:
        _at_hand.reset(token)


def destroy_data_key(key_id: UUID) -> None:
    """Erase all that was sealed under the key, in the database and in every backup of it."""
    DataKey.objects.filter(id=key_id).delete()
    transaction.on_commit(_empty_the_log, using=KEYS)


def _empty_the_log() -> None:
    """SQLite's write-ahead log still holds the key's row as it was made; PostgreSQL's is the operator's to expire."""
    if connections[KEYS].vendor == "sqlite":
        with connections[KEYS].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def rewrap(batch: int = 500) -> int:
    """Wrap every data key under the ring's active key, and say how many. May be stopped and resumed."""
    active, _key = keyring().seal_key()
    done = 0
    while stale := list(DataKey.objects.exclude(ring_key_id=active).order_by("id")[:batch]):
        for key in stale:
            _wrap(key, _unwrap(key)).save(update_fields=["wrapped", "ring_key_id"])
        done += len(stale)
    return done
