"""What somebody had written when the session ended."""

from django.conf import settings
from django.db import models

from varsel.base.kernel.records import Record


class KeptForm(Record):
    """The posted fields of one form, sealed, for an hour, for the one who wrote them.

    `token_digest` is the SHA-256 of a random token that only the writer's browser holds. The fields lie under
    the key ring's key, since they may be about anybody; the row is deleted when it is used or outlived.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=500)
    fields = models.TextField()

    retention = "thirty_days"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        indexes = (models.Index(fields=("created_at",), name="kept_form_by_age"),)

    def __str__(self) -> str:
        return "‹kept form›"
