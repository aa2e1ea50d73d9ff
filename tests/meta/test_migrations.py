"""Migrations say what the models say, and run backwards and forwards on both databases."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from tests import database
from tests.conftest import ALIASES
from varsel.base.kernel import append_only


def rooms() -> list[str]:
    return [app.label for app in apps.get_app_configs() if app.name.startswith("varsel.")]


def tables(alias: str) -> set[str]:
    found = connections[alias].introspection.table_names()
    return {name for name in found if name.startswith(tuple(f"{room}_" for room in rooms()))}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("alias", ALIASES)
def test_migrations_run_backwards_and_forwards_again(alias: str) -> None:
    before = tables(alias)
    with database.as_owner(alias):
        executor = MigrationExecutor(connections[alias])
        executor.migrate(
            [node for node in ((room, None) for room in rooms()) if node[0] in executor.loader.migrated_apps]
        )
        assert tables(alias) == set()
        call_command("migrate", database=alias, verbosity=0)
    database.grant_application()
    assert tables(alias) == before
    assert append_only.missing_triggers() == []
