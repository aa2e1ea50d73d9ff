"""The two kinds of row: a record that may change and a fact that is only added."""

from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.refusals import Refusal


class Record(models.Model):
    """A row whose key is made before insert, so that seals can be bound to it; the key is never shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Fact(Record):
    """A row that is added and never changed; a correction is a new row that names the one it corrects."""

    append_only: ClassVar[bool] = True

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that does change: whoever saves says which version was read, so that nobody overwrites unseen."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_if_unchanged(self, expected_version: int, **changes: Any) -> Self:
        """Save the named changes if the stored version is the expected one, else refuse."""
        manager = type(self)._default_manager
        for name, value in changes.items():
            setattr(self, name, value)
        claimed = manager.filter(pk=self.pk, version=expected_version).update(version=F("version") + 1)
        if not claimed:
            raise Refusal(
                "changed_meanwhile",
                remedy=_(
                    "Someone else changed this while you were writing. Compare with what stands now and send again."
                ),
            )
        self.version = expected_version + 1
        self.save(update_fields=[*changes])
        return self


class Sealing(models.Model):
    """A row with sealed fields: it names the data key of the person (or the report) that it belongs to."""

    data_key_id = models.UUIDField(editable=False, db_index=True)

    class Meta:
        abstract = True
