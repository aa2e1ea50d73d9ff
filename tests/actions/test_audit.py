"""Writing the trail."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from tests.factories.accounts import UserFactory
from varsel.base.accounts.actions import people
from varsel.base.accounts.models import User
from varsel.base.audit.actions import record, refused
from varsel.base.audit.chain import START
from varsel.base.audit.heads import TrailBroken
from varsel.base.audit.models import Event, EventShown, ShardHead, StreamHead
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import ANONYMOUS, SYSTEM, Nobody
from varsel.base.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db
HANNE = Nobody("user", uuid4(), uuid4())  # type: ignore[arg-type]


def test_the_events_of_a_subject_are_numbered_without_gaps() -> None:
    case, other = ("case", uuid4()), ("case", uuid4())
    numbers = [record(Verb.CASE_READ, by=HANNE, subject=s, purpose="casework").seq for s in (case, other, case, case)]
    assert numbers == [1, 1, 2, 3]


def test_an_event_without_a_subject_stands_in_the_actors_own_stream() -> None:
    event = record(Verb.CASE_LIST, by=HANNE, shown=[("case", uuid4()), ("case", uuid4())], criterion={"due": "week"})
    assert (event.subject_kind, event.subject_id) == ("actor", HANNE.actor_id)
    assert EventShown.objects.filter(event=event).count() == event.shown_count == 2


def test_the_system_has_one_stream() -> None:
    first, second = (record(Verb.PACK_LOAD, by=SYSTEM) for _n in range(2))
    assert (first.subject_kind, first.subject_id) == (second.subject_kind, second.subject_id)
    assert second.seq == first.seq + 1


def test_64_shards_stand_after_migration() -> None:
    assert ShardHead.objects.count() == 64
    assert set(ShardHead.objects.values_list("total", flat=True)) == {START}


def test_heads_move_with_each_event() -> None:
    case = ("case", uuid4())
    record(Verb.CASE_READ, by=HANNE, subject=case)
    event = record(Verb.CASE_READ, by=HANNE, subject=case)
    shard = ShardHead.objects.get(number=event.shard)
    assert (shard.streams, shard.events, shard.last_event_id) == (1, 2, event.id)
    assert StreamHead.objects.get(subject_id=case[1]).last_mac == event.mac


@pytest.mark.parametrize("value", ["Maria Popescu", "010190-1234", "Vesterbro 3", "phone=12345678"])
def test_a_value_in_place_of_a_name_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="names and codes only"):
        record(Verb.CASE_READ, by=HANNE, fields=["name", value])
    with pytest.raises(ValueError, match="names and codes only"):
        record(Verb.CASE_READ, by=HANNE, purpose=value)


def test_what_was_searched_for_is_sealed() -> None:
    event = record(Verb.CASE_LIST, by=HANNE, criterion={"text": "Maria Popescu"})
    event.refresh_from_db()
    assert event.criterion.startswith("v1.")
    assert "Maria" not in event.criterion


def test_a_refusal_stands_in_the_actors_stream_and_not_in_the_subjects() -> None:
    case = ("case", uuid4())
    event = refused(Verb.CASE_READ, by=HANNE, code="not_yours", asked=case)
    assert event is not None
    assert (event.subject_kind, event.code) == ("actor", "not_yours")
    assert not Event.objects.filter(subject_id=case[1]).exists()


def test_a_strangers_refusal_writes_nothing() -> None:
    assert refused(Verb.CASE_READ, by=ANONYMOUS, code="not_yours") is None
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded() -> None:
    with pytest.raises(RuntimeError, match="transaction of its act"):
        record(Verb.CASE_READ, by=HANNE)


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_event() -> None:
    def fail_after_recording() -> None:
        with transaction.atomic():
            record(Verb.CASE_READ, by=HANNE)
            raise Refusal("too_late")

    with pytest.raises(Refusal):
        fail_after_recording()
    assert not Event.objects.exists()
    assert ShardHead.objects.filter(events=0).count() == 64


@pytest.mark.django_db(transaction=True)
def test_a_change_whose_event_cannot_be_written_is_rolled_back() -> None:
    user = UserFactory()
    ShardHead.objects.update(streams=99)
    with pytest.raises(TrailBroken):
        people.close(by=SYSTEM, user=user)
    assert User.objects.get(pk=user.pk).is_active
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_page_whose_event_cannot_be_written_is_not_shown() -> None:
    admin = UserFactory(may=["user:list"])
    browser = Client(raise_request_exception=False)
    browser.force_login(admin)
    ShardHead.objects.update(streams=99)
    answer = browser.get("/people/")
    assert answer.status_code == 503
    assert admin.email not in answer.content.decode()
