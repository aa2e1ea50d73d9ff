"""What the digest of each kind of row covers, column by column: used alike when rows are written and checked.

A row is given as its column values in the order named here, either from the instance or straight from the
database. `mac` itself is the only column of a table that is not among them.
"""

from collections.abc import Sequence

from varsel.base.audit.chain import canonical, mac

EVENT = (
    "id", "created_at", "subject_kind", "subject_id", "seq", "shard", "place", "verb", "actor_kind", "actor_id",
    "organisation_id", "purpose", "code", "fields", "criterion", "shown_count", "key_id",
)  # fmt: skip
SHOWN = ("id", "event_id", "position", "subject_kind", "subject_id")
STREAM = ("subject_kind", "subject_id", "seq", "last_mac", "key_id")
SHARD = ("number", "streams", "events", "total", "last_event_id", "key_id")

Row = Sequence[object]


def values(instance: object, columns: Sequence[str]) -> list[object]:
    return [getattr(instance, column) for column in columns]


def event_mac(key: bytes, event: Row, previous: str, shown: Sequence[Row]) -> str:
    """Over the event, the event before it in the stream, and the rows shown in their order."""
    rows = mac(key, "shown", *(canonical("row", row).hex() for row in shown))
    return mac(key, "event", *event, previous, rows)


def stream_mac(key: bytes, head: Row) -> str:
    return mac(key, "stream", *head)


def shard_mac(key: bytes, head: Row) -> str:
    return mac(key, "shard", *head)
