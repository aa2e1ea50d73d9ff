"""Whether the house can do its work: said as yes or no to strangers, in full only in the log."""

import logging
from collections.abc import Callable

from django.db import connections

from varsel.base.kernel.append_only import missing_triggers
from varsel.base.kernel.sealing.keyring import keyring

log = logging.getLogger(__name__)


def _databases() -> bool:
    for connection in connections.all():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    return True


def _keys() -> bool:
    ring = keyring()
    return all([ring.seal_key(), ring.audit_key(), ring.blind_key()])


def _facts() -> bool:
    return not missing_triggers()


CHECKS: dict[str, Callable[[], bool]] = {"databases": _databases, "keys": _keys, "facts": _facts}


def failing() -> list[str]:
    """The names of the checks that fail; [] when all is well. What went wrong is logged by its kind only."""
    return [name for name, check in CHECKS.items() if not _passes(name, check)]


def _passes(name: str, check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception as error:
        log.error("health: %s fails with %s", name, type(error).__name__)
        return False
