"""The log is open to auditors, all of it, and to nobody else."""

from uuid import uuid4

import pytest
from django.http import Http404

from tests.factories.accounts import UserFactory
from tests.factories.audit import EventFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.oversight import access

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor() -> User:
    return UserFactory(may=[Permission.AUDIT_READ])


@pytest.fixture
def other() -> User:
    """Somebody who may do everything else."""
    return UserFactory(may=set(Permission) - {Permission.AUDIT_READ})


def test_an_auditor_finds_every_event_and_nobody_else_finds_any(auditor: User, other: User) -> None:
    event = EventFactory()
    assert set(access.visible_to(auditor)) == set(Event.objects.all())
    assert access.require(auditor, event.pk) == event
    assert not access.visible_to(other).exists()
    for user, wanted in ((other, event.pk), (auditor, uuid4())):
        with pytest.raises(Http404):
            access.require(user, wanted)


def test_a_subject_is_found_by_its_own_stream_and_by_the_lists_it_stood_on(auditor: User, other: User) -> None:
    own, listed = ("case", uuid4()), ("case", uuid4())
    EventFactory(subject=own)
    EventFactory(subject=None, shown=[listed])
    for key in (own, listed):
        assert access.require_subject(auditor, *key) == key
        with pytest.raises(Http404):
            access.require_subject(other, *key)
    with pytest.raises(Http404):
        access.require_subject(auditor, "person", own[1])
