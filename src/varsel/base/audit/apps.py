from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


class Audit(AppConfig):
    name = "varsel.base.audit"
    label = "audit"

    def ready(self) -> None:
        post_migrate.connect(_make_shards, sender=self, dispatch_uid="audit.shards")


def _make_shards(using: str, **_signal: Any) -> None:
    from varsel.base.audit.heads import make_shards  # models are ready only now

    if using == DEFAULT_DB_ALIAS:
        make_shards()
