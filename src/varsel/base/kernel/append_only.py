"""Tables to which rows are only added, held by triggers in the database itself.

SQLite rebuilds a table to migrate it and drops its triggers without a word, so they are installed anew after
every migration and checked at start. On PostgreSQL the application's role moreover lacks the rights.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

PERMITTED = """
    SELECT 1 FROM kernel_erasurepermit p
    WHERE p."table" = '{table}' AND p.row_id = OLD.id
      AND NOT EXISTS (SELECT 1 FROM kernel_erasurereceipt r WHERE r.id = p.receipt_id)
"""
RECEIPT = """
    INSERT INTO kernel_erasurereceipt (id, created_at)
    SELECT p.receipt_id, CURRENT_TIMESTAMP FROM kernel_erasurepermit p
    WHERE p."table" = '{table}' AND p.row_id = OLD.id
      AND NOT EXISTS (SELECT 1 FROM kernel_erasurereceipt r WHERE r.id = p.receipt_id)
"""
SQLITE = {
    "no_update": """BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
    "no_delete": """BEFORE DELETE ON "{table}" WHEN NOT EXISTS ("""
    + PERMITTED
    + """)
        BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END""",
    "erased": """AFTER DELETE ON "{table}" BEGIN """ + RECEIPT + """; END""",
}
POSTGRES_FUNCTION = (
    """
CREATE OR REPLACE FUNCTION "{table}_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF EXISTS ("""
    + PERMITTED
    + """) THEN
            """
    + RECEIPT
    + """;
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'append-only: {table}';
END $$
"""
)
POSTGRES = {
    "no_change": 'BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{table}_append_only"()',
    "no_truncate": 'BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION "{table}_append_only"()',
}


def tables(app_configs: Iterable[Any] | None = None) -> list[str]:
    """The append-only tables of these apps (default: all)."""
    of = apps.get_app_configs() if app_configs is None else app_configs
    return sorted(m._meta.db_table for app in of for m in app.get_models() if is_append_only(m))


def is_append_only(model: type[models.Model]) -> bool:
    return bool(getattr(model, "append_only", False))


def _triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    return POSTGRES if connection.vendor == "postgresql" else SQLITE


def _drop(connection: BaseDatabaseWrapper, name: str, table: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if connection.vendor == "postgresql" else "")


def _create(name: str, table: str, body: str) -> str:
    return f'CREATE TRIGGER "{name}" ' + body.format(table=table)


def install(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    """Put the triggers on these tables, in place of older ones."""
    with connection.cursor() as cursor:
        for table in names:
            if connection.vendor == "postgresql":
                cursor.execute(POSTGRES_FUNCTION.format(table=table))
            for suffix, body in _triggers(connection).items():
                name = f"{table}_{suffix}"
                cursor.execute(_drop(connection, name, table))
                cursor.execute(_create(name, table, body))


def remove(connection: BaseDatabaseWrapper, names: Iterable[str]) -> None:
    """Take the triggers off these tables: for a migration that rewrites facts, and for emptying a test database."""
    with connection.cursor() as cursor:
        for table in names:
            for suffix in _triggers(connection):
                cursor.execute(_drop(connection, f"{table}_{suffix}", table))


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers inside, with them again after."""
    names = [table for table in tables() if table in connection.introspection.table_names()]
    remove(connection, names)
    try:
        yield
    finally:
        install(connection, names)


def missing_triggers(alias: str = "default") -> list[str]:
    """The names of triggers that should stand and do not; on SQLite also of those that say something else."""
    connection = connections[alias]
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, '' FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            if on_postgres
            else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        )
        standing = dict(cursor.fetchall())
    due = {f"{t}_{suffix}": (t, body) for t in tables() for suffix, body in _triggers(connection).items()}
    return [
        name
        for name, (table, body) in due.items()
        if standing.get(name) != ("" if on_postgres else _create(name, table, body))
    ]


def reinstall(sender: Any, using: str, **kwargs: Any) -> None:
    """After every migration of an app."""
    if using == "default":
        connection = connections[using]
        standing = set(connection.introspection.table_names())
        install(connection, [table for table in tables([sender]) if table in standing])
