"""Data keys live in a database of their own, apart from everything else."""

from typing import Any

from django.db.models import Model

KEYS = "keys"


def _is_key(model: type[Model] | None) -> bool:
    return model is not None and (model._meta.app_label, model._meta.model_name) == ("kernel", "datakey")


class KeysRouter:
    """Sends `kernel.DataKey`, and nothing else, to the database `keys`."""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        return KEYS if _is_key(model) else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        return KEYS if _is_key(model) else None

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        return (db == KEYS) == (model_name == "datakey" and app_label == "kernel")
