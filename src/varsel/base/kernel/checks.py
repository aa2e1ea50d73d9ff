"""What must be true before the system starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.utils.translation import gettext as _

from varsel.base.kernel.append_only import missing_triggers
from varsel.base.kernel.models.instance import Instance


def _migrated() -> bool:
    return Instance._meta.db_table in connections["default"].introspection.table_names()


def facts_are_held(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Every append-only table has its triggers."""
    if "default" not in (databases or []) or not _migrated():
        return []
    return [
        Error(f"The trigger {name} is missing: facts could be changed.", hint="Run `varsel migrate`.", id="varsel.E001")
        for name in missing_triggers()
    ]


def no_demonstration_in_production(databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A database that was filled with invented persons is never opened as the real one, nor the other way round."""
    if "default" not in (databases or []) or settings.VARSEL_MODE == "test" or not _migrated():
        return []
    is_demonstration = Instance.objects.filter(is_demonstration=True).exists()
    if is_demonstration == (settings.VARSEL_MODE == "demo"):
        return []
    text = _("This database holds a demonstration.") if is_demonstration else _("This database holds no demonstration.")
    return [Error(text, hint="Set VARSEL_DIR to another folder.", id="varsel.E002")]
