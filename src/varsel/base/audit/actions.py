"""Writing the trail: one event for each act, in the act's own transaction."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from varsel.base.audit.chain import START
from varsel.base.audit.digests import EVENT, SHOWN, all_shown_mac, event_mac, shown_mac, values
from varsel.base.audit.heads import TrailBroken, lock_shard, move_shard, move_stream, stream_head
from varsel.base.audit.models import CRITERION, Event, EventShown
from varsel.base.audit.subjects import Subject, own_stream, subject_key
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.sealing.boxes import seal_text
from varsel.base.kernel.sealing.keyring import keyring

NOTHING: Mapping[str, object] = MappingProxyType({})
_NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_CODE = re.compile(r"[a-z][a-z0-9_:-]*")


def record(
    verb: Verb,
    *,
    by: Actor,
    subject: Subject | None = None,
    purpose: str = "",
    fields: Sequence[str] = (),
    shown: Iterable[tuple[str, UUID]] = (),
    criterion: Mapping[str, object] = NOTHING,
) -> Event:
    """Add one event to the subject's stream (without a subject: to the actor's own) and return it.

    `purpose` is a code, `fields` are names of fields and never values, `shown` are the subjects on a list,
    `criterion` maps a filter's name to what was sought and is sealed. Call it last in the action: it holds a
    shard of the trail until the transaction ends.

    Raises RuntimeError outside a transaction, ValueError for a purpose or field that is no name, and
    TrailBroken where the trail was tampered with. Then the act itself is rolled back: no trail, no act.
    """
    event = _drafted(verb, by, subject, purpose, fields)
    return _appended(event, shown, criterion)


def refused(verb: Verb, *, by: Actor, code: str, asked: Subject | None = None, purpose: str = "") -> Event | None:
    """Add a refusal to the actor's stream, in a transaction of its own; call it after the act is rolled back.

    `asked` is what the actor asked for; it stands in the child table, so that the subject's own stream does not
    grow by what never happened to it. A stranger's refusals are only rate-limited: nothing is written, None.
    """
    if by.actor_kind == "anonymous":
        return None
    with transaction.atomic(durable=True):
        event = _drafted(verb, by, None, purpose, ())
        event.code = _named(_CODE, code)
        return _appended(event, [subject_key(asked)] if asked else [], NOTHING)


def _named(pattern: re.Pattern[str], name: str) -> str:
    if name and not pattern.fullmatch(name):
        raise ValueError("The trail holds names and codes only, never a value.")
    return name


def _drafted(verb: Verb, by: Actor, subject: Subject | None, purpose: str, fields: Sequence[str]) -> Event:
    kind, subject_id = subject_key(subject) if subject is not None else own_stream(by)
    return Event(
        subject_kind=kind,
        subject_id=subject_id,
        verb=verb.value,
        actor_kind=by.actor_kind,
        actor_id=by.actor_id,
        organisation_id=by.organisation_id,
        purpose=_named(_CODE, purpose),
        fields=" ".join(_named(_NAME, field) for field in fields),
    )


def _sealed(criterion: Mapping[str, object], event_id: UUID) -> str:
    if not criterion:
        return ""
    text = json.dumps({_named(_NAME, name): sought for name, sought in criterion.items()}, default=str, sort_keys=True)
    return seal_text(text, label=CRITERION, row_id=event_id)


def _shown(event: Event, shown: Iterable[tuple[str, UUID]], key: bytes) -> list[EventShown]:
    rows = [
        EventShown(event=event, position=position, subject_kind=kind, subject_id=subject_id)
        for position, (kind, subject_id) in enumerate(shown, start=1)
    ]
    for row in rows:
        row.mac = shown_mac(key, values(row, SHOWN))
    event.shown_count, event.shown_mac = len(rows), all_shown_mac(key, [row.mac for row in rows])
    return rows


def _appended(event: Event, shown: Iterable[tuple[str, UUID]], criterion: Mapping[str, object]) -> Event:
    """Give the event its number and digest, and move the heads on with it."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is written in the transaction of its act.")
    event.criterion = _sealed(criterion, event.id)
    event.key_id, key = keyring().audit_key()
    rows = _shown(event, shown, key)
    shard = lock_shard(event.subject_kind, event.subject_id)
    before = stream_head(event)
    event.seq, event.shard, event.place = (before.seq if before else 0) + 1, shard.number, shard.events + 1
    event.mac = event_mac(key, values(event, EVENT), before.last_mac if before else START)
    _save(event)
    EventShown.objects.bulk_create(rows)
    move_shard(shard, event, before, move_stream(event, before, key), key)
    return event


def _save(event: Event) -> None:
    """Where the event's place is taken already, the head that says so is missing: the shard was locked."""
    try:
        event.save(force_insert=True)
    except IntegrityError as taken:
        raise TrailBroken(f"{event.subject_kind}/{event.subject_id.hex} #{event.seq} is taken.") from taken
