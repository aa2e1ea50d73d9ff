"""An instance from nothing, and what must hold before it serves anybody."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, Error, run_checks
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs import folder, load, read_pack
from varsel.base.kernel.sealing.router import KEYS

REMEDY = "Run `varsel migrate`."


def bring_up_to_date() -> Iterator[str]:
    """Migrate both databases, load the pack, and in production gather the static files; yields a line for each step.

    May be run again at any time.
    """
    for database in ("keys", "default"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
        yield f"Database {database}: up to date."
    changes = load(read_pack(folder(settings.VARSEL_PACK)), by=SYSTEM)
    yield f"Country pack {settings.VARSEL_PACK}: {len(changes)} changes."
    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)
        yield "Static files: gathered."


def obstacles() -> list[CheckMessage]:
    """What forbids to start: an old database, a missing trigger, a demonstration in production, an unsafe setting."""
    databases = ["default", "keys"]
    found = run_checks(databases=databases, include_deployment_checks=settings.VARSEL_MODE == "production")
    return [*unfinished(), *(message for message in found if message.level >= ERROR)]


def unfinished() -> Iterator[CheckMessage]:
    """What `varsel migrate` has still to do."""
    for connection in connections.all():
        executor = MigrationExecutor(connection)
        room = "kernel" if connection.alias == KEYS else None  # as the command `migrate` does
        if executor.migration_plan(executor.loader.graph.leaf_nodes(room)):
            yield Error(f"The database {connection.alias} is not up to date.", hint=REMEDY, id="varsel.E003")
    if settings.STATIC_ROOT and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        yield Error("The static files are not gathered.", hint=REMEDY, id="varsel.E004")
