"""Facts are added: the database itself refuses anything else."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.actions.kernel.models import Diary
from tests.database import as_owner, create_table, drop_table
from varsel.base.kernel import append_only
from varsel.base.kernel.models import ErasurePermit, ErasureReceipt

pytestmark = pytest.mark.django_db
TABLE = Diary._meta.db_table


@pytest.fixture(autouse=True)
def diary_table(db: None) -> Iterator[None]:
    create_table(Diary)
    yield
    drop_table(Diary)


def permit(row: Diary) -> ErasurePermit:
    return ErasurePermit.objects.create(table=TABLE, row_id=row.pk, authority="test", receipt_id=uuid4())


@pytest.mark.parametrize(
    "attempt",
    [
        lambda row: Diary.objects.filter(pk=row.pk).update(text="other"),
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: Diary.objects.all().delete(),
    ],
)
def test_a_fact_is_neither_changed_nor_deleted(attempt) -> None:  # type: ignore[no-untyped-def]
    row = Diary.objects.create(text="first")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        attempt(row)
    assert Diary.objects.get().text == "first"


def test_a_fact_is_not_replaced_by_a_row_with_its_key() -> None:
    row = Diary.objects.create(text="first")
    again = f"INTO {TABLE} (id, created_at, text) SELECT id, created_at, 'other' FROM {TABLE}"  # noqa: S608 (a table of our own)
    replace = {
        "sqlite": f"INSERT OR REPLACE {again}",
        "postgresql": f"INSERT {again} ON CONFLICT (id) DO UPDATE SET text = 'other'",
    }
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(replace[connection.vendor])
    assert Diary.objects.get(pk=row.pk).text == "first"


def test_a_permitted_fact_is_erased_and_leaves_a_receipt() -> None:
    row, other = Diary.objects.create(text="first"), Diary.objects.create(text="second")
    allowed = permit(row)
    row.delete()
    assert list(Diary.objects.all()) == [other]
    assert ErasureReceipt.objects.get().pk == allowed.receipt_id


def test_a_permit_serves_its_own_row_once() -> None:
    row, other = Diary.objects.create(text="first"), Diary.objects.create(text="second")
    permit(row)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        other.delete()
    again = Diary(pk=row.pk, text="first")
    row.delete()
    again.save(force_insert=True)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        again.delete()


@pytest.mark.django_db(transaction=True)
def test_a_permit_without_its_deletion_cannot_be_committed() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ErasurePermit.objects.create(table=TABLE, row_id=uuid4(), authority="test", receipt_id=uuid4())
    assert not ErasurePermit.objects.exists()


def test_every_append_only_table_of_the_house_has_its_triggers() -> None:
    assert append_only.missing_triggers() == []
    assert "kernel_erasurepermit" in append_only.tables()


def test_a_missing_trigger_is_named_and_put_back() -> None:
    with as_owner():
        append_only.remove(connection, ["kernel_erasurepermit"])
    missing = append_only.missing_triggers()
    assert missing
    assert all(name.startswith("kernel_erasurepermit") for name in missing)
    with as_owner():
        append_only.install(connection, ["kernel_erasurepermit"])
    assert append_only.missing_triggers() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the application may not make triggers")
def test_a_trigger_that_was_hollowed_out_is_missing() -> None:
    with connection.cursor() as cursor:
        cursor.execute('DROP TRIGGER "kernel_erasurepermit_no_update"')
        cursor.execute(
            'CREATE TRIGGER "kernel_erasurepermit_no_update" BEFORE UPDATE ON kernel_erasurepermit BEGIN SELECT 1; END'
        )
    assert append_only.missing_triggers() == ["kernel_erasurepermit_no_update"]
