"""What this database is."""

from django.db import models

from varsel.base.kernel.records import Record


class Instance(Record):
    """The one row that says since when this database stands and whether it holds a demonstration."""

    singleton = models.BooleanField(default=True, unique=True, editable=False)
    is_demonstration = models.BooleanField(default=False)

    retention = "forever"
    shown_in_dump: frozenset[str] = frozenset({"is_demonstration", "created_at"})

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(singleton=True), name="kernel_instance_is_one")]

    @classmethod
    def current(cls) -> "Instance":
        return cls.objects.get_or_create(singleton=True)[0]
