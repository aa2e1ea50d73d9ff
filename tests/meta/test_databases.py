"""Both databases of the tests hold what production's would: rights, triggers, and an empty slate after each test."""

import pytest
from django.db import DatabaseError, connection, transaction

from tests.database import ROLE, as_owner
from varsel.base.kernel import append_only
from varsel.base.kernel.models import ErasureReceipt

on_postgres = pytest.mark.skipif(not ROLE, reason="rights are PostgreSQL's; the suite runs this there")


@on_postgres
@pytest.mark.django_db
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_lacks_the_right_to_change_facts(act: str) -> None:
    for table in append_only.tables():
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(act.format(f'"{table}"'))


@on_postgres
@pytest.mark.django_db
def test_the_application_may_not_make_tables_and_the_owner_may() -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute("CREATE TABLE stray (id int)")
    with as_owner():
        connection.cursor().execute("CREATE TABLE stray (id int)")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_a_test_that_commits_facts_leaves_none_behind(time: str) -> None:
    assert not ErasureReceipt.objects.exists()
    ErasureReceipt.objects.create()
    assert append_only.missing_triggers() == []
