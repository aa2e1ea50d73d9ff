"""The test databases: on PostgreSQL as the limited role, and emptied in spite of append-only tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core import management
from django.core.management.commands import flush
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROLE = os.environ.get("VARSEL_TEST_ROLE", "")


def become_application() -> None:
    """Grant the application's role what it needs, and connect as it from now on (PostgreSQL only)."""
    from varsel.base.kernel import grants

    management.get_commands()["flush"] = Flush()  # type: ignore[assignment]
    for connection in _on_postgres():
        with connection.cursor() as cursor:
            for statement in grants.statements(connection, ROLE):
                cursor.execute(statement)
        _connect_with(connection, f"-c role={ROLE}")


def become_owner() -> None:
    for connection in _on_postgres():
        _connect_with(connection, "")


def _on_postgres() -> list[BaseDatabaseWrapper]:
    return [connection for connection in connections.all() if connection.vendor == "postgresql"]


def _connect_with(connection: BaseDatabaseWrapper, options: str) -> None:
    connection.close()
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"options": options}


@contextmanager
def as_owner(alias: str = "default") -> Iterator[None]:
    """What is done inside, the owner of the tables does: migrations, erasures, tables made for a test."""
    connection = connections[alias]
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")  # to the role of the connection's options


class Flush(flush.Command):
    """Empties a test database after a test that commits: as the owner, and with the triggers lifted."""

    def handle(self, **options: Any) -> None:
        from varsel.base.kernel import append_only

        with as_owner(options["database"]), append_only.lifted(connections[options["database"]]):
            super().handle(**options)
