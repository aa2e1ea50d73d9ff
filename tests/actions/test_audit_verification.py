"""Any row of the trail that is altered, removed or swapped is found and named."""
# ruff: noqa: S608 (the tests write past the program on purpose; every name comes from the models)

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, DataError, connection, transaction
from django.db.models import DateTimeField, ForeignKey, IntegerField, Model, UUIDField
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.database import as_owner
from varsel.base.audit.actions import record
from varsel.base.audit.heads import TrailBroken
from varsel.base.audit.models import Event, EventShown, ShardHead, StreamHead
from varsel.base.audit.verbs import Verb
from varsel.base.audit.verification import verify
from varsel.base.kernel.actor import SYSTEM, Nobody
from varsel.base.kernel.append_only import lifted
from varsel.base.kernel.sealing.keyring import keyring

MOVES = {"subject_kind", "subject_id", "seq"}  # the row is then named by the place it left
PLACES = {"seq", "place", "shard", "subject_kind", "subject_id"}  # unique together: swapped, they swap the rows back
HANNE = Nobody("user", UUID(int=7), UUID(int=8))  # type: ignore[arg-type]
CASES = [("case", UUID(int=number)) for number in (1, 2, 3)]
TABLES: dict[str, type[Model]] = {
    "Event": Event,
    "EventShown": EventShown,
    "StreamHead": StreamHead,
    "ShardHead": ShardHead,
}


def write_a_trail() -> None:
    """Streams of three, two and one event, two lists, an event of the system."""
    for case in (CASES[0], CASES[1], CASES[0], CASES[2], CASES[1], CASES[0]):
        record(Verb.CASE_READ, by=HANNE, subject=case, purpose="casework", fields=["person.name", "notes"])
    record(Verb.CASE_LIST, by=HANNE, shown=CASES, criterion={"due": "week"})
    record(Verb.CASE_LIST, by=HANNE, shown=CASES[:1])
    record(Verb.PACK_LOAD, by=SYSTEM)


@contextmanager
def settled() -> Iterator[None]:
    """PostgreSQL changes no trigger of a table whose foreign keys it still has to check."""
    connection.check_constraints()
    yield
    connection.check_constraints()


@pytest.fixture
def trail(db: None) -> Iterator[None]:
    """A written trail without its triggers: whoever may write to the file may drop them first."""
    write_a_trail()
    with as_owner(), settled(), lifted(connection):
        yield


def by_hand(sql: str, *values: object) -> int:
    """What somebody does who writes to the database past the program; 0 where the database itself refuses."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.rowcount
    except (DatabaseError, DataError, ValueError):
        return 0


def stored(table: str, column: str, where: str, key: object) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{name_of(table)}" WHERE "{where}" = %s', [key])
        found = cursor.fetchone()
    return found and found[0]


def change(table: str, column: str, key: object, new: object) -> int:
    return by_hand(f'UPDATE "{name_of(table)}" SET "{column}" = %s WHERE "{key_of(table)}" = %s', new, key)


def remove(table: str, key: object) -> int:
    if table == "Event":
        by_hand("DELETE FROM audit_eventshown WHERE event_id = %s", key)
    return by_hand(f'DELETE FROM "{name_of(table)}" WHERE "{key_of(table)}" = %s', key)


def text(key: UUID) -> str:
    return str(key) if connection.vendor == "postgresql" else key.hex


def fault(folder: Path) -> tuple[str, str] | None:
    found = verify(folder).fault
    return found and (found.table, found.row)


def name_of(table: str) -> str:
    return TABLES[table]._meta.db_table


def key_of(table: str) -> str:
    return {"ShardHead": "number", "StreamHead": "subject_id"}.get(table, "id")


def keys(table: str) -> list[object]:
    with connection.cursor() as cursor:
        some = "WHERE events > 0 OR number IN (0, 63)" if table == "ShardHead" else ""  # the empty ones are alike
        cursor.execute(f'SELECT "{key_of(table)}" FROM "{name_of(table)}" {some} ORDER BY 1')
        return [row[0] for row in cursor.fetchall()]


def columns(table: str) -> list[str]:
    return [field.column for field in TABLES[table]._meta.concrete_fields]


def different(table: str, column: str, old: object) -> object:
    """Another value that the column takes."""
    field = TABLES[table]._meta.get_field(column)
    if isinstance(field, UUIDField | ForeignKey):
        return uuid4().hex
    if isinstance(field, DateTimeField):
        return "2026-11-20 03:00:00+00" if connection.vendor == "postgresql" else "2026-11-20 03:00:00"
    if isinstance(field, IntegerField):
        return int(str(old)) + 50
    return "b" * 64 if "mac" in column or column == "total" else "other"


EVERY_COLUMN = [(table, column) for table in TABLES for column in columns(table)]


def test_a_whole_trail_is_counted(trail: None, tmp_path: Path) -> None:
    report = verify(tmp_path)
    assert report.fault is None
    assert (report.events, report.streams, report.shown) == (9, 5, 4)


@pytest.mark.parametrize(("table", "column"), EVERY_COLUMN)
def test_a_changed_column_is_found_in_every_row(trail: None, tmp_path: Path, table: str, column: str) -> None:
    for key in keys(table):
        old = stored(table, column, key_of(table), key)
        new = different(table, column, old)
        if not change(table, column, key, new):
            continue  # the database's own constraints refused
        found = verify(tmp_path).fault
        now = new if column == key_of(table) else key
        assert found is not None, f"{table} {column}"
        if column not in MOVES and not (table == "EventShown" and column == "event_id"):
            assert found.table == table
        assert change(table, column, now, old)
    assert verify(tmp_path).fault is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(data=st.data())
def test_whatever_is_written_over_any_value_is_found(trail: None, tmp_path: Path, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(EVERY_COLUMN))
    key = data.draw(st.sampled_from(keys(table)))
    old = stored(table, column, key_of(table), key)
    new = data.draw(st.text(alphabet="abc019-:. ∅", max_size=40) | st.integers(0, 2**15) | st.none())
    assume(change(table, column, key, new))
    now = key if column != key_of(table) else new
    stands = stored(table, column, key_of(table), now)
    try:
        assert (verify(tmp_path).fault is None) == (stands == old)
    finally:
        change(table, column, now, old)


@pytest.mark.parametrize("moment", ["2026-13-45 25:61:00", "yesterday", "2026-11-21 13:00:00", ""])
def test_a_moment_that_is_none_is_a_changed_row_and_no_crash(trail: None, tmp_path: Path, moment: str) -> None:
    event = Event.objects.order_by("subject_kind", "subject_id", "seq")[1]
    if change("Event", "created_at", text(event.id), moment):
        found = fault(tmp_path)
        assert found is not None
        assert event.id.hex in found[1]


@pytest.mark.parametrize("table", TABLES)
def test_a_removed_row_is_named_whichever_it_is(trail: None, tmp_path: Path, table: str) -> None:
    for key in keys(table):
        expected = (table, _name_before(table, key))
        with undone():
            assert remove(table, key)
            found = fault(tmp_path)
        assert found is not None
        assert found[0] == expected[0]
        assert expected[1] in found[1]


def _name_before(table: str, key: object) -> str:
    if table == "ShardHead":
        return str(key)
    if table == "StreamHead":
        return UUID(str(key)).hex
    event = EventShown.objects.get(id=key).event if table == "EventShown" else Event.objects.get(id=key)
    return f"{event.subject_kind}/{event.subject_id.hex} #{event.seq}"


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", ["Event", "EventShown", "StreamHead", "ShardHead"])
def test_two_rows_that_swap_what_they_hold_are_found(trail: None, tmp_path: Path, table: str) -> None:
    held = [column for column in columns(table) if column not in {key_of(table), "position", *PLACES}]
    for one, other in combinations(keys(table), 2):
        with undone():
            before = [[stored(table, column, key_of(table), key) for column in held] for key in (one, other)]
            for key, values in ((one, before[1]), (other, before[0])):
                for column, value in zip(held, values, strict=True):
                    change(table, column, key, value)
            if before[0] != before[1]:
                assert fault(tmp_path) is not None


def test_a_whole_stream_with_its_head_cannot_vanish(trail: None, tmp_path: Path) -> None:
    for event in Event.objects.filter(subject_id=CASES[2][1]):
        remove("Event", text(event.id))
    remove("StreamHead", text(CASES[2][1]))
    found = verify(tmp_path).fault
    assert found is not None
    assert found.table == "ShardHead"


def test_a_row_shown_that_belongs_to_no_event_is_found(trail: None, tmp_path: Path) -> None:
    row = EventShown.objects.order_by("id").first()
    assert row is not None
    with connection.constraint_checks_disabled():
        if not change("EventShown", "event_id", text(row.id), uuid4().hex):
            pytest.skip("this database holds the foreign key even so")  # PostgreSQL, for an ordinary role
        assert fault(tmp_path) is not None
        change("EventShown", "event_id", text(row.id), text(row.event_id))


def test_a_row_added_by_hand_is_found(trail: None, tmp_path: Path) -> None:
    for model in (Event, EventShown, StreamHead):
        row = model.objects.first()
        assert row is not None
        copy = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
        fresh = {"subject_id": uuid4()} if model is StreamHead else {"id": uuid4()}
        further = {Event: {"seq": 99, "place": 99}, EventShown: {"position": 99}}.get(model, {})
        with undone():
            model.objects.bulk_create([model(**{**copy, **fresh, **further})])
            assert fault(tmp_path) is not None


def test_nothing_is_added_to_a_tampered_stream(trail: None) -> None:
    change("StreamHead", "seq", text(CASES[0][1]), 2)
    with pytest.raises(TrailBroken):
        record(Verb.CASE_READ, by=HANNE, subject=CASES[0])


def test_nothing_is_added_to_a_tampered_shard(trail: None) -> None:
    change("ShardHead", "events", Event.objects.filter(subject_id=CASES[0][1])[0].shard, 90)
    with pytest.raises(TrailBroken):
        record(Verb.CASE_READ, by=HANNE, subject=CASES[0])


def test_nothing_is_added_where_the_row_of_the_shard_is_missing(trail: None) -> None:
    remove("ShardHead", Event.objects.filter(subject_id=CASES[0][1])[0].shard)
    with pytest.raises(TrailBroken):
        record(Verb.CASE_READ, by=HANNE, subject=CASES[0])


def test_nothing_is_added_to_a_stream_whose_head_is_missing(trail: None) -> None:
    remove("StreamHead", text(CASES[0][1]))
    with pytest.raises(TrailBroken), transaction.atomic():
        record(Verb.CASE_READ, by=HANNE, subject=CASES[0])


def test_the_trail_holds_no_plaintext(trail: None) -> None:
    record(Verb.CASE_LIST, by=HANNE, criterion={"text": "Maria Popescu", "born": "1999-01-01"})
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'SELECT * FROM "{name_of(table)}"')
            everything = repr(cursor.fetchall())
            assert "Maria" not in everything
            assert "1999-01-01" not in everything


def test_a_rotated_audit_key_leaves_the_older_trail_proven(
    trail: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VARSEL_KEYRING_VALUE", keyring().rotated("audit").to_json())
    event = record(Verb.CASE_READ, by=HANNE, subject=CASES[0])
    assert event.key_id == keyring().audit_key()[0]
    assert verify(tmp_path).fault is None
