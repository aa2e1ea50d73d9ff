"""Rows exactly as they stand in the database, read in one pass without keeping them.

The columns come raw, past Django's converters: a value that was changed into something unreadable is then a
changed value and no crash.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models, transaction
from django.db.models.functions import Cast

CHUNK = 2000
Raw = tuple[object, ...]


def raw(queryset: models.QuerySet[models.Model], columns: Sequence[str]) -> Iterator[Raw]:
    """The rows in the queryset's order, a few thousand in memory at a time."""
    asked = [_unparsed(queryset.model, column) for column in columns]
    sql, params = queryset.values_list(*asked).query.sql_with_params()
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


def _unparsed(model: type[models.Model], column: str) -> str | Cast:
    """SQLite's driver parses what is declared a date, and stumbles over one that is none: ask for its text."""
    is_date = isinstance(model._meta.get_field(column), models.DateTimeField)
    return Cast(column, models.TextField()) if is_date and connection.vendor == "sqlite" else column


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the database at one moment; nobody who writes has to wait."""
    if connection.in_atomic_block:
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
