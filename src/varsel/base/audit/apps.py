from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate

if TYPE_CHECKING:
    from varsel.base.kernel.actor import Actor
    from varsel.base.kernel.packs import Diff


class Audit(AppConfig):
    name = "varsel.base.audit"
    label = "audit"

    def ready(self) -> None:
        from varsel.base.kernel.packs import loaded

        post_migrate.connect(_make_shards, sender=self, dispatch_uid="audit.shards")
        loaded.connect(_record_pack, dispatch_uid="audit.pack")


def _make_shards(using: str, **_signal: Any) -> None:
    from varsel.base.audit.heads import make_shards  # models are ready only now

    if using == DEFAULT_DB_ALIAS:
        make_shards()


def _record_pack(diff: "Diff", by: "Actor", **_signal: Any) -> None:
    """One event for a load that changed something, in its transaction."""
    from varsel.base.audit.actions import record  # models are ready only now
    from varsel.base.audit.verbs import Verb

    sections = sorted({change.section for change in diff.changes})
    record(Verb.PACK_LOAD, by=by, fields=sections, criterion={"pack": diff.pack, "changes": len(diff)})
