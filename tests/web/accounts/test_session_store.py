"""Where sessions lie, and what a copy of them is worth."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_the_table_of_sessions_opens_nobodys_session(client: Client) -> None:
    client.force_login(UserFactory())
    key = client.session.session_key
    (row,) = Session.objects.all()
    assert key not in row.session_key
    assert client.get("/account/").status_code == 200
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get("/account/").status_code == 302


def test_logging_out_takes_the_session_away(client: Client) -> None:
    client.force_login(UserFactory())
    client.post("/account/logout/")
    assert not Session.objects.filter(expire_date__gt=timezone.now()).exists()
