"""The trail: events in streams without gaps, a head for each stream, a head for each of 64 shards of streams.

No foreign key leads from here to live data, so that the trail never stands in the way of an erasure, and an
erasure never reaches the trail.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from varsel.base.audit.chain import SHARDS, START
from varsel.base.kernel.records import Fact
from varsel.base.kernel.retention import EVERY_FIELD

MAC = 64  # hex digits
CRITERION = "audit.event.criterion"  # what the seal of the column is bound to; never changes


class Event(Fact):
    """One act: who did what to which subject and what for. It names fields and codes, never a value.

    `seq` counts without gaps in the subject's stream, `place` in the shard. `code` is filled when the act was
    refused. `criterion` is sealed under the key ring. `shown_mac` covers the rows shown, `mac` every other
    column and the event before.
    """

    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    shard = models.PositiveSmallIntegerField()
    place = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=64)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.UUIDField(null=True)
    organisation_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=64, blank=True)
    fields = models.TextField(blank=True)
    criterion = models.TextField(blank=True)
    shown_count = models.PositiveIntegerField(default=0)
    shown_mac = models.CharField(max_length=MAC, blank=True)
    key_id = models.CharField(max_length=16)
    mac = models.CharField(max_length=MAC)

    retention = "forever"
    shown_in_dump = frozenset(
        {"created_at", "id", "key_id", "mac", "place", "seq", "shard", "shown_count", "subject_kind", "verb"}
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("subject_kind", "subject_id", "seq", name="audit_event_once_in_stream"),
            models.UniqueConstraint("shard", "place", name="audit_event_once_in_shard"),
            models.CheckConstraint(condition=Q(seq__gte=1, place__gte=1), name="audit_event_counts_from_one"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("created_at", "id", name="audit_event_by_time"),
            models.Index("actor_id", "created_at", "id", name="audit_event_by_actor"),
            models.Index("verb", "created_at", "id", name="audit_event_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.verb} {self.seq}"


class EventShown(models.Model):
    """One subject on a list that was shown; of a refused event, the subject that was asked for."""

    append_only: ClassVar[bool] = True

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="shown")
    position = models.PositiveIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    mac = models.CharField(max_length=MAC)

    retention = "forever"
    shown_in_dump = frozenset({"event", "id", "mac", "position", "subject_kind"})

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("event", "position", name="audit_shown_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("subject_kind", "subject_id", name="audit_shown_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.position}"


class StreamHead(models.Model):
    """The newest event of a stream: without it, cutting off the end would not show."""

    pk = models.CompositePrimaryKey("subject_kind", "subject_id")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    seq = models.PositiveBigIntegerField()
    last_mac = models.CharField(max_length=MAC)
    key_id = models.CharField(max_length=16)
    mac = models.CharField(max_length=MAC)

    retention = "forever"
    shown_in_dump = frozenset({"key_id", "last_mac", "mac", "seq", "subject_kind"})

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.seq}"


class ShardHead(models.Model):
    """What a shard holds: without it, removing a whole stream with its head would not show."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    streams = models.PositiveBigIntegerField(default=0)
    events = models.PositiveBigIntegerField(default=0)
    total = models.CharField(max_length=MAC, default=START)
    last_event_id = models.UUIDField(null=True)
    key_id = models.CharField(max_length=16)
    mac = models.CharField(max_length=MAC)

    retention = "forever"
    shown_in_dump = EVERY_FIELD

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(number__lt=SHARDS), name="audit_shard_is_one_of_64"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
