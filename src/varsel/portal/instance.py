"""An instance from nothing, and what must hold before it serves anybody."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import ERROR, CheckMessage, run_checks
from django.core.management import call_command

from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs import folder, load, read_pack


def bring_up_to_date() -> Iterator[str]:
    """Migrate both databases and load the pack; yields a line for each step. May be run again at any time."""
    for database in ("keys", "default"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
        yield f"Database {database}: up to date."
    changes = load(read_pack(folder(settings.VARSEL_PACK)), by=SYSTEM)
    yield f"Country pack {settings.VARSEL_PACK}: {len(changes)} changes."


def obstacles() -> list[CheckMessage]:
    """What forbids to start: a missing trigger, a demonstration in production, a setting that is not safe."""
    databases = ["default", "keys"]
    found = run_checks(databases=databases, include_deployment_checks=settings.VARSEL_MODE == "production")
    return [message for message in found if message.level >= ERROR]
