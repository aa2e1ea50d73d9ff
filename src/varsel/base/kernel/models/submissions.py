"""Which forms were sent already."""

from django.db import models
from django.utils import timezone


class Submission(models.Model):
    """One sending of one form by one actor: the key stands in the form, the result is what the act made."""

    key = models.UUIDField(primary_key=True)
    action = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)  # null: somebody without a log-in, or the system
    result_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    retention = "thirty_days"
    shown_in_dump: frozenset[str] = frozenset({"action", "created_at"})
