"""Django's `migrate`, which does no needless work on the database of keys."""

from typing import Any

from django.core.management.commands import migrate

from varsel.base.kernel.sealing.router import KEYS


class Command(migrate.Command):
    """The database of keys holds a table of this room alone: no other room's migrations are walked through there."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["database"] == KEYS and not options["app_label"]:
            options |= {"app_label": "kernel", "run_syncdb": False}
        super().handle(*args, **options)
