"""Run in a process of its own on an instance in a folder: `act` makes a trail by real acts, `tamper` tries every row.

The file is opened past the program, as somebody would who can write to it: the triggers are dropped first.
"""

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID

from varsel.base.kernel.setup import django

TABLES = {
    "Event": ("audit_event", ["verb", "purpose", "created_at", "actor_id"]),
    "EventShown": ("audit_eventshown", ["subject_id", "subject_kind"]),
    "StreamHead": ("audit_streamhead", ["last_mac", "mac"]),
    "ShardHead": ("audit_shardhead", ["events", "total", "last_event_id"]),
}
# Unique together: they stay, and what the rows hold changes places.
FIXED = {
    "Event": {"id", "subject_kind", "subject_id", "seq", "shard", "place"},
    "EventShown": {"id", "event_id", "position"},
    "StreamHead": {"subject_kind", "subject_id"},
    "ShardHead": {"number"},
}


def act() -> None:
    """Log-ins looked at, closed and refused; a case opened, talked about and assessed."""
    from django.test import Client

    from tests.factories import cases
    from tests.factories.accounts import UserFactory

    cases.the_rules()
    admin, others = UserFactory(may=["user:list", "user:manage"]), UserFactory.create_batch(3)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(admin)
    for path in ("/people/", f"/people/{others[0].pk}/", f"/people/{UUID(int=1)}/", "/home/"):
        browser.get(path)
    browser.post(f"/people/{others[1].pk}/close/")
    worker = cases.caseworker()
    for _n in range(2):
        case = cases.opened_case(worker, stay="eu_citizen")
        cases.interviewed(case, worker)
        cases.assessed(case, worker)


def tamper(path: str) -> Iterator[str]:
    """What was done to which row without being found, or found under another row's name."""
    file = sqlite3.connect(path, isolation_level=None)
    file.row_factory = sqlite3.Row
    for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        file.execute(f'DROP TRIGGER "{name}"')
    for table in TABLES:
        rows = _rows(file, table)
        for number, row in enumerate(rows):
            yield from _found(file, table, "altered", [row], lambda t=table, r=row, n=number: _alter(file, t, r, n))
            yield from _found(file, table, "removed", [row], lambda t=table, r=row: _remove(file, t, r))
        for one, other in pairwise(rows):
            pair = [one, other]
            if [_held(table, row) for row in pair] != [_held(table, row) for row in pair[::-1]]:
                yield from _found(file, table, "swapped", pair, lambda t=table, p=pair: _swap(file, t, *p))


def _rows(file: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    name, _columns = TABLES[table]
    some = " WHERE events > 0 OR number IN (0, 63)" if table == "ShardHead" else ""
    return file.execute(f"SELECT rowid AS place_in_file, * FROM {name}{some} ORDER BY rowid").fetchall()  # noqa: S608


def _found(
    file: sqlite3.Connection, table: str, deed: str, rows: list[sqlite3.Row], do: Callable[[], None]
) -> Iterator[str]:
    from django.conf import settings

    from varsel.base.audit.verification import verify

    names = [_name(file, table, deed, row) for row in rows]
    before = sqlite3.connect(":memory:")
    file.backup(before)
    do()
    fault = verify(settings.VARSEL_SEALS).fault
    before.backup(file)
    if fault is None or fault.table != table or not any(name in fault.row for name in names):
        yield f"{table} {deed} {names}: {fault}"


def _name(file: sqlite3.Connection, table: str, deed: str, row: sqlite3.Row) -> str:
    """By which the check must call the row."""
    if table == "ShardHead":
        return str(row["number"])
    if table == "StreamHead":
        return f"{row['subject_kind']}/{row['subject_id']}"
    if table == "EventShown" and deed == "removed":
        event = file.execute("SELECT * FROM audit_event WHERE id = ?", (row["event_id"],)).fetchone()
        return f"{event['subject_kind']}/{event['subject_id']} #{event['seq']}) {row['position']}"
    if deed == "removed":
        return f"{row['subject_kind']}/{row['subject_id']} #{row['seq']}"
    return str(row["id"])


def _alter(file: sqlite3.Connection, table: str, row: sqlite3.Row, number: int) -> None:
    name, columns = TABLES[table]
    column = columns[number % len(columns)]
    new = row[column] + 1 if column == "events" else "f" * 32 if column.endswith("_id") else "other"
    file.execute(f"UPDATE {name} SET {column} = ? WHERE rowid = ?", (new, row["place_in_file"]))  # noqa: S608


def _remove(file: sqlite3.Connection, table: str, row: sqlite3.Row) -> None:
    name, _columns = TABLES[table]
    if table == "Event":
        file.execute("DELETE FROM audit_eventshown WHERE event_id = ?", (row["id"],))
    file.execute(f"DELETE FROM {name} WHERE rowid = ?", (row["place_in_file"],))  # noqa: S608


def _held(table: str, row: sqlite3.Row) -> dict[str, Any]:
    return {column: row[column] for column in row.keys() if column not in {*FIXED[table], "place_in_file"}}  # noqa: SIM118 (no mapping)


def _swap(file: sqlite3.Connection, table: str, one: sqlite3.Row, other: sqlite3.Row) -> None:
    name, _columns = TABLES[table]
    for row, held in ((one, _held(table, other)), (other, _held(table, one))):
        assignments = ", ".join(f"{column} = ?" for column in held)
        file.execute(f"UPDATE {name} SET {assignments} WHERE rowid = ?", (*held.values(), row["place_in_file"]))  # noqa: S608


if __name__ == "__main__":
    django()
    if sys.argv[1] == "act":
        act()
    else:
        print(json.dumps(list(tamper(sys.argv[2]))))  # noqa: T201
