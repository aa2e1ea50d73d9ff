"""What the digest of each kind of row covers, column by column: used alike when rows are written and checked.

A row is given as its column values in the order named here, either from the instance or straight from the
database. `mac` itself is the only column of a table that is not among them.
"""

from collections.abc import Sequence

from varsel.base.audit.chain import mac

EVENT = (
    "id", "created_at", "subject_kind", "subject_id", "seq", "shard", "place", "verb", "actor_kind", "actor_id",
    "organisation_id", "purpose", "code", "fields", "criterion", "shown_count",
    "shown_mac", "key_id",
)  # fmt: skip
SHOWN = ("id", "event_id", "position", "subject_kind", "subject_id")
STREAM = ("subject_kind", "subject_id", "seq", "last_mac", "key_id")
SHARD = ("number", "streams", "events", "total", "last_event_id", "key_id")

Row = Sequence[object]


def values(instance: object, columns: Sequence[str]) -> list[object]:
    return [getattr(instance, column) for column in columns]


def shown_mac(key: bytes, row: Row) -> str:
    return mac(key, "row", *row)


def all_shown_mac(key: bytes, macs: Sequence[object]) -> str:
    """Over the digests of the rows shown, in their order; "" where nothing was shown."""
    return mac(key, "shown", *macs) if macs else ""


def event_mac(key: bytes, event: Row, previous: str) -> str:
    """Over the event and the digest of the event before it in the stream."""
    return mac(key, "event", *event, previous)


def stream_mac(key: bytes, head: Row) -> str:
    return mac(key, "stream", *head)


def shard_mac(key: bytes, head: Row) -> str:
    return mac(key, "shard", *head)
