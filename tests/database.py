"""The test databases: on PostgreSQL as the limited role, and emptied in spite of append-only tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core import management
from django.core.management.commands import flush
from django.db import connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

ROLE = os.environ.get("VARSEL_TEST_ROLE", "")


def lie_in_files(folder: Path) -> None:
    """Put SQLite's test databases into files: a server's threads each need a connection of their own."""
    for database in connections.all():
        if database.vendor == "sqlite":
            database.settings_dict["TEST"]["NAME"] = str(folder / f"test-{database.alias}.sqlite3")


def become_application() -> None:
    """Connect as the application's limited role from now on (PostgreSQL only)."""
    management.get_commands()["flush"] = Flush()  # type: ignore[assignment]
    grant_application()
    for database in _on_postgres():
        _connect_with(database, f"-c role={ROLE}")


def grant_application() -> None:
    """Grant the application's role what it needs; again whenever tables were made."""
    from varsel.base.kernel import grants

    for database in _on_postgres():
        with as_owner(database.alias), database.cursor() as cursor:
            for statement in grants.statements(database, ROLE):
                cursor.execute(statement)


def become_owner() -> None:
    for database in _on_postgres():
        _connect_with(database, "")


def _on_postgres() -> list[BaseDatabaseWrapper]:
    return [connection for connection in connections.all() if connection.vendor == "postgresql"]


def _connect_with(connection: BaseDatabaseWrapper, options: str) -> None:
    connection.close()
    connection.settings_dict["OPTIONS"] = connection.settings_dict["OPTIONS"] | {"options": options}


@contextmanager
def as_owner(alias: str = "default") -> Iterator[None]:
    """What is done inside, the owner of the tables does: migrations, erasures, tables made for a test."""
    database = connections[alias]
    if database.vendor != "postgresql":
        yield
        return
    with database.cursor() as cursor:
        cursor.execute("SET ROLE NONE")
    try:
        yield
    finally:
        with database.cursor() as cursor:
            cursor.execute("RESET ROLE")  # to the role of the connection's options


def create_table(model: type[models.Model]) -> None:
    """Make the table of a model that lives in a test alone, with triggers where it is append-only.

    The application's role gets every right on it, so that the test meets the trigger and not the missing right.
    """
    from varsel.base.kernel import append_only

    table = connection.ops.quote_name(model._meta.db_table)
    editor = connection.schema_editor()
    editor.deferred_sql = []  # foreign keys: a table of a test has none that matter
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(editor.table_sql(model)[0])
        if append_only.is_append_only(model):
            append_only.install(connection, [model._meta.db_table])
        if ROLE:
            cursor.execute(f"GRANT ALL ON {table} TO {ROLE}")


def drop_table(model: type[models.Model]) -> None:
    """Take a test's own table away again, which a test that commits would leave behind."""
    table = connection.ops.quote_name(model._meta.db_table)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


class Flush(flush.Command):
    """Empties a test database after a test that commits: as the owner, and with the triggers lifted."""

    def handle(self, **options: Any) -> None:
        from varsel.base.kernel import append_only

        with as_owner(options["database"]), append_only.lifted(connections[options["database"]]):
            super().handle(**options)
