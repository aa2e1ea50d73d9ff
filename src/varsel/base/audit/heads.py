"""The head of a stream and of its shard, moved on together with each event.

A shard's row is the lock under which its streams grow. A transaction that writes several events may need
several shards; it waits only for a shard above all it already holds, and asks without waiting for one below.
So nobody ever waits in a circle.
"""

import time
from dataclasses import dataclass
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.chain import SHARDS, exchanged, shard_of
from varsel.base.audit.digests import SHARD, STREAM, shard_mac, stream_mac, values
from varsel.base.audit.models import Event, ShardHead, StreamHead
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.keyring import keyring

TRIES, PAUSE = 20, 0.05  # a second in all, which is when PostgreSQL would begin to look for a deadlock


class TrailBroken(Exception):
    """A head is missing or was changed: the trail is not extended, so that nothing is papered over.

    The message names the row; `varsel audit verify` tells more, docs/audit.md what to do.
    """


@dataclass(frozen=True)
class _Held:
    """Remembers a locked shard among the transaction's commit hooks, which vanish with commit and rollback alike."""

    number: int

    def __call__(self) -> None:
        pass


def busy() -> Refusal:
    """Somebody else holds what this needs; the gate asks again before it says so."""
    return Refusal("busy", remedy=_("Many people are writing right now. Nothing was saved. Send again."))


def _held() -> list[int]:
    return [hook.number for _sids, hook, _robust in connection.run_on_commit if isinstance(hook, _Held)]


def _asked(number: int) -> ShardHead:
    """Lock a shard below one that is held: ask a few times, never wait."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return ShardHead.objects.select_for_update(nowait=True).get(number=number)
        except OperationalError:
            time.sleep(PAUSE)
    raise busy()


def _locked(number: int) -> ShardHead:
    if not connection.features.has_select_for_update:  # SQLite: the transaction is the only writer from its start
        return ShardHead.objects.get(number=number)
    held = _held()
    if number in held:
        return ShardHead.objects.get(number=number)
    shard = _asked(number) if held and number < max(held) else ShardHead.objects.select_for_update().get(number=number)
    transaction.on_commit(_Held(number))
    return shard


def _trust(head: ShardHead | StreamHead, expected: str) -> None:
    if head.mac != expected:
        raise TrailBroken(f"{head._meta.model_name} {head} was changed by other hands.")


def lock_shard(subject_kind: str, subject_id: UUID) -> ShardHead:
    """The shard of the stream, locked until the transaction ends. Raises TrailBroken."""
    number = shard_of(subject_kind, subject_id)
    try:
        shard = _locked(number)
    except ShardHead.DoesNotExist as missing:
        raise TrailBroken(f"{ShardHead._meta.model_name} {number} is missing.") from missing
    _id, key = keyring().audit_key(shard.key_id)
    _trust(shard, shard_mac(key, values(shard, SHARD)))
    return shard


def stream_head(event: Event) -> StreamHead | None:
    """The head of the event's stream before the event. Raises TrailBroken."""
    head = StreamHead.objects.filter(subject_kind=event.subject_kind, subject_id=event.subject_id).first()
    if head:
        _id, key = keyring().audit_key(head.key_id)
        _trust(head, stream_mac(key, values(head, STREAM)))
    return head


def move_stream(event: Event, before: StreamHead | None, key: bytes) -> StreamHead:
    head = StreamHead(
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        seq=event.seq,
        last_mac=event.mac,
        key_id=event.key_id,
    )
    head.mac = stream_mac(key, values(head, STREAM))
    head.save(force_insert=before is None, force_update=before is not None)
    return head


def move_shard(shard: ShardHead, event: Event, before: StreamHead | None, after: StreamHead, key: bytes) -> None:
    shard.streams += before is None
    shard.events += 1
    shard.total = exchanged(shard.total, out=before.mac if before else None, into=after.mac)
    shard.last_event_id = event.id
    shard.key_id = event.key_id
    shard.mac = shard_mac(key, values(shard, SHARD))
    shard.save(force_update=True)


def make_shards() -> None:
    """Make the 64 empty shards of a new database; where there are any already, nothing is mended."""
    if ShardHead.objects.exists():
        return
    key_id, key = keyring().audit_key()
    shards = [ShardHead(number=number, key_id=key_id) for number in range(SHARDS)]
    for shard in shards:
        shard.mac = shard_mac(key, values(shard, SHARD))
    ShardHead.objects.bulk_create(shards)
