"""The whole Danish pack in a test's database: read and loaded once, and from then on copied row by row.

Loading it takes a second; copying what the load had written takes some milliseconds.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs import Pack, load, read_pack

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]  # of each table: its columns, and its rows


@cache
def pack() -> Pack:
    return read_pack("dk")


def put() -> None:
    """Put the pack's rows where none are yet; the event of the load is left out, as the trail cannot be copied."""
    quote = connection.ops.quote_name
    written = _written()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in written.items():
            places = ", ".join(["%s"] * len(columns))
            names = ", ".join(map(quote, columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)  # noqa: S608


@cache
def _written() -> Rows:
    """What a load adds to an empty instance; the load itself is taken back."""
    with transaction.atomic():
        before = dict(_standing())
        load(pack(), by=SYSTEM)
        after = dict(_standing())
        transaction.set_rollback(True)
    return {table: (columns, _new(rows, before[table][1])) for table, (columns, rows) in after.items()}


def _new(after: list[tuple[Any, ...]], before: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    known = set(map(repr, before))
    return [row for row in after if repr(row) not in known]


def _standing() -> Iterator[tuple[str, tuple[list[str], list[tuple[Any, ...]]]]]:
    models = apps.get_models(include_auto_created=True)
    tables = {model._meta.db_table for model in models if model._meta.app_label != "audit"}
    with connection.cursor() as cursor:
        for table in sorted(tables & set(connection.introspection.table_names(cursor))):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            yield table, ([column[0] for column in cursor.description], cursor.fetchall())
