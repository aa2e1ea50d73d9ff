"""Reading the trail."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from varsel.base.audit.actions import record, refused
from varsel.base.audit.queries import criterion_of, events, extract_for, stream_of, unusual_since
from varsel.base.audit.rules import Reason
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Nobody

pytestmark = pytest.mark.django_db
HANNE = Nobody("user", UUID(int=7), UUID(int=8))  # type: ignore[arg-type]


def test_the_extract_holds_look_ups_and_lists_with_their_purpose_and_nobodys_name() -> None:
    case = ("case", uuid4())
    record(Verb.CASE_READ, by=HANNE, subject=case, purpose="casework")
    record(Verb.CASE_LIST, by=HANNE, shown=[case, ("case", uuid4())], purpose="overview")
    refused(Verb.CASE_READ, by=HANNE, code="not_found", asked=case)
    lines = extract_for(case)
    assert sorted(line.purpose for line in lines) == ["casework", "overview"]
    assert {field for line in lines for field in vars(line)} == {"at", "purpose", "what"}


def test_an_auditor_may_open_what_was_searched_for() -> None:
    event = record(Verb.CASE_LIST, by=HANNE, criterion={"text": "Vesterbro"})
    event.refresh_from_db()
    assert criterion_of(event) == {"text": "Vesterbro"}


def test_events_are_found_by_who_what_and_what_for() -> None:
    event = record(Verb.CASE_READ, by=HANNE, subject=("case", uuid4()), purpose="casework")
    assert list(events(actor_id=HANNE.actor_id, verb="case:read", purpose="casework")) == [event]
    assert not events(verb="case:list").exists()
    assert not events(refused=True).exists()


def test_a_stream_is_read_newest_first() -> None:
    case = ("case", uuid4())
    for _n in range(3):
        record(Verb.CASE_READ, by=HANNE, subject=case)
    assert [event.seq for event in stream_of(case)] == [3, 2, 1]


def test_opening_after_a_refusal_stands_on_top_with_its_reason() -> None:
    case = ("case", uuid4())
    refused(Verb.CASE_READ, by=HANNE, code="not_found", asked=case)
    opened = record(Verb.CASE_READ, by=HANNE, subject=case)
    found = unusual_since(timezone.now() - timedelta(days=1))
    assert [(event.id, reasons) for event, reasons in found] == [(opened.id, [Reason.AFTER_REFUSAL])]
