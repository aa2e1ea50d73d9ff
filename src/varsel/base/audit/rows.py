"""Rows exactly as they stand in the database, read in one pass without keeping them.

The columns come raw, past Django's converters: a value that was changed into something unreadable is then a
changed value and no crash.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction
from django.db.models.functions import Cast

from varsel.base.audit.models import ShardHead

CHUNK = 2000
Raw = tuple[Any, ...]  # whatever stands there


@contextmanager
def raw(queryset: models.QuerySet[Any], columns: Sequence[str]) -> Iterator[Iterator[Raw]]:
    """The rows in the queryset's order, a few thousand in memory at a time.

    The cursor is closed where the block ends, never by the garbage collector: that may run while another cursor
    of the connection is read, and psycopg would then wait for itself.
    """
    asked = [_unparsed(queryset.model, column) for column in columns]
    sql, params = queryset.values_list(*asked).query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        yield _fetched(cursor)


def _fetched(cursor: Any) -> Iterator[Raw]:
    while rows := cursor.fetchmany(CHUNK):
        yield from rows


def _unparsed(model: type[models.Model], column: str) -> str | Cast:
    """SQLite's driver parses what is declared a date, and stumbles over one that is none: ask for its text."""
    is_date = isinstance(model._meta.get_field(column), models.DateTimeField)
    return Cast(column, models.TextField()) if is_date and connection.vendor == "sqlite" else column


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database at one moment; nobody who writes has to wait.

    Inside a transaction they do have to: every shard is locked, and without its shard no event is written.
    """
    if connection.in_atomic_block:
        list(ShardHead.objects.select_for_update().order_by("number").values_list("number"))
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # atomic() would lock out every writer
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
