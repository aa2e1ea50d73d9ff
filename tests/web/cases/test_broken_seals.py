"""A sealed value that was changed or moved by hand: refused, logged, and no list is lost to it."""

import pytest
from django.db import connection
from django.test import Client

from tests.factories.cases import caseworker, opened_case, the_rules
from varsel.base.audit.models import Event
from varsel.base.kernel.sealing.datakeys import destroy_data_key
from varsel.casework.cases.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_and_cases(db: None) -> tuple[Client, list[Case]]:
    the_rules()
    user = caseworker()
    cases = [opened_case(by=user, working_name=name) for name in ("Lærke", "Svale")]
    client = Client()
    client.force_login(user)
    return client, cases


def move_name(of: Case, to: Case) -> None:
    """As somebody at the database would: one person's sealed name into another's row."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_person SET working_name = (SELECT working_name FROM cases_person WHERE id = %s)"
                       " WHERE id = %s", [_key(of), _key(to)])  # fmt: skip


def _key(case: Case) -> object:
    return case.person_id.hex if connection.vendor == "sqlite" else case.person_id


def test_a_name_moved_to_another_case_is_refused_on_its_page_and_logged(
    client_and_cases: tuple[Client, list[Case]],
) -> None:
    client, (lark, swallow) = client_and_cases
    move_name(lark, swallow)
    answer = client.get(f"/cases/{swallow.number}/")
    assert answer.status_code == 422
    assert "Lærke" not in answer.content.decode()
    assert Event.objects.filter(verb="case:read", code="seal_broken").exists()


def test_the_list_shows_the_other_cases_and_says_which_name_cannot_be_shown(
    client_and_cases: tuple[Client, list[Case]],
) -> None:
    client, (lark, swallow) = client_and_cases
    move_name(lark, swallow)
    page = client.get("/cases/").content.decode()
    assert "Lærke" in page
    assert "kan ikke vises" in page
    assert Event.objects.filter(verb="case:list", code="seal_broken").exists()


def test_an_erased_name_says_so_and_is_no_fault(client_and_cases: tuple[Client, list[Case]]) -> None:
    client, (_lark, swallow) = client_and_cases
    destroy_data_key(swallow.person.data_key_id)
    page = client.get("/cases/").content.decode()
    assert "slettet" in page
    assert "Lærke" in page
    assert not Event.objects.filter(code="seal_broken").exists()
