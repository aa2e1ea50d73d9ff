"""A data key for each person, in a database of its own."""

from uuid import uuid4

from django.db import models
from django.utils import timezone


class DataKey(models.Model):
    """A person's key, wrapped by the key ring.

    It lies in the database `keys`, whose backups live shorter than those of the main one: when the row is
    destroyed, everything sealed under it is gone, from the old backups of the main database too.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    wrapped = models.BinaryField()
    ring_key_id = models.CharField(max_length=16, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    retention = "with_its_person"
    shown_in_dump: frozenset[str] = frozenset()
