"""The floor under all tests: where they write, what time it is, how queries are counted."""

import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from tests.conftest import ALIASES, NOON, QueryBudget


def _ask(alias: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT 1")


def test_tests_write_into_a_temporary_folder() -> None:
    assert settings.VARSEL_MODE == "test"
    assert Path(tempfile.gettempdir()).resolve() in Path(settings.VARSEL_DIR).parents


def test_the_clock_stands_still() -> None:
    assert timezone.now() == timezone.now() == NOON


def test_a_language_test_runs_in_each_language(language: str) -> None:
    from django.utils.translation import get_language

    assert get_language() == language


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ALIASES)
def test_queries_on_both_databases_are_counted(alias: str, query_budget: QueryBudget) -> None:
    with query_budget(1):
        _ask(alias)
    with pytest.raises(AssertionError, match="1 queries, not 2"), query_budget(2):
        _ask(alias)


@pytest.mark.django_db
def test_queries_that_grow_with_the_data_are_caught(query_budget: QueryBudget) -> None:
    rows = [1]
    query_budget.constant(lambda: _ask("default"), lambda: rows.append(2))
    rows = [1]
    with pytest.raises(AssertionError, match="1 queries became 2"):
        query_budget.constant(lambda: [_ask("keys") for _ in rows], lambda: rows.append(2))
