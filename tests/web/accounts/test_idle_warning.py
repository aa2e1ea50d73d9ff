"""Before a session ends for want of a request, the page says so."""

import pytest
from django.test import Client

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_staff_pages_carry_the_warning_with_its_times(client: Client) -> None:
    client.force_login(UserFactory(language="en"))
    page = client.get("/home/").content.decode()
    assert 'data-warns="780" data-ends="900"' in page
    assert "You will soon be logged out" in page


def test_the_times_are_settings(client: Client, settings: object) -> None:
    settings.VARSEL_IDLE_MINUTES = 5  # type: ignore[attr-defined]
    client.force_login(UserFactory())
    assert 'data-warns="180" data-ends="300"' in client.get("/home/").content.decode()
