"""A wrong entry about a period is corrected by a new one; the deadline and all that follows from it go along."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.factories import cases as make
from tests.factories.actors import code
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event
from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, ClockEvent
from varsel.casework.cases.queries.clocks import clocks_of
from varsel.casework.cases.queries.lists import due_soon

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()


@pytest.fixture
def worker() -> User:
    return make.caseworker()


@pytest.fixture
def case(worker: User) -> Case:
    return make.opened_case(worker, stay="eu_citizen")


def started(case: Case, by: User, on: date = date(2026, 11, 13)) -> ClockEvent:
    return actions.start_clock(case, by=by, clock="restitution", on=on)


def extended(case: Case, by: User, days: int, on: date, **more: Any) -> ClockEvent:
    return actions.extend_clock(case, by=by, clock="restitution", on=on, days=days, ground="special_reasons", **more)


def corrected(entry: ClockEvent, by: User, **changes: Any) -> ClockEvent:
    return actions.correct_clock(entry, by=by, reason=code("clock_correction:mistyped"), **changes)


def refusal(code_: str, field: str = "") -> Any:
    return pytest.raises(Refusal, check=lambda error: (error.code, error.field) == (code_, field))


def due(case: Case) -> date:
    case.refresh_from_db()
    return case.due


def test_a_mistyped_start_is_corrected_and_the_deadline_follows(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    extended(case, worker, 10, date(2026, 11, 20))
    assert due(case) == date(2026, 12, 23)
    right = corrected(wrong, worker, on=date(2026, 10, 31))
    assert due(case) == date(2026, 12, 10)
    assert (right.corrects, right.seq, right.kind) == (wrong, 3, "started")
    [clock] = clocks_of(case)
    assert [part.last_day for part in clock.parts] == [date(2026, 11, 30), date(2026, 12, 10)]
    assert ClockEvent.objects.filter(case=case).count() == 3
    assert actions.check_projections() == []
    assert Event.objects.filter(subject_id=case.pk, verb="clock:correct").count() == 1


def test_a_corrected_deadline_moves_the_case_on_the_lists(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    assert due_soon(worker) == []
    corrected(wrong, worker, on=date(2026, 10, 25))
    assert due_soon(worker) == [case]


def test_only_the_newest_entry_is_corrected_and_of_two_at_once_one_is_refused(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    right = corrected(wrong, worker, on=date(2026, 11, 3))
    with refusal("corrected_already"):
        corrected(wrong, make.caseworker(), on=date(2026, 11, 4))
    corrected(right, worker, on=date(2026, 11, 5))
    assert due(case) == date(2026, 12, 5)


def test_the_database_itself_lets_only_one_correction_of_an_entry_through(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    right = corrected(wrong, worker, on=date(2026, 11, 3))
    copy = {"case": case, "clock": "restitution", "kind": "started", "on": date(2026, 11, 4), "recorded_by": worker}
    reason = code("clock_correction:mistyped")
    for more in ({"corrects": wrong, "reason": reason}, {"corrects": right}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ClockEvent.objects.create(**copy, decided_by=right.decided_by, seq=3, **more)


def test_what_was_recorded_later_must_still_hold(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    extended(case, worker, 90, date(2026, 11, 20))
    with refusal("asked_too_late", "on") as refused:
        corrected(wrong, worker, on=date(2026, 10, 1))
    assert "20. november 2026" in str(refused.value.remedy) or "20 November 2026" in str(refused.value.remedy)
    with refusal("before_last_event", "on"):
        corrected(wrong, worker, on=date(2026, 11, 21))
    assert due(case) == date(2027, 3, 13)


def test_the_cap_of_the_rule_in_force_on_the_corrected_start_holds_for_all_extensions(case: Case, worker: User) -> None:
    """Until the summer of 2013 the cap was 100 days."""
    PackEntry.objects.filter(section="clocks", key="restitution").update(valid_from=date(2026, 11, 10))
    now = PackEntry.objects.get(section="clocks", key="restitution")
    earlier = {"section": "clocks", "key": "restitution", "pack": "test", "source": "cmm.dk", "confidence": "high"}
    PackEntry.objects.create(**earlier, data={**now.data, "cap_days": 100}, valid_to=date(2026, 11, 9))
    wrong = started(case, worker)
    extension = extended(case, worker, 90, date(2026, 11, 20))
    with refusal("beyond_cap", "on"):
        corrected(wrong, worker, on=date(2026, 11, 9))
    corrected(extension, worker, days=70)
    corrected(wrong, worker, on=date(2026, 11, 9))
    assert due(case) == date(2027, 2, 17)


def test_an_extension_and_an_end_are_corrected_too(case: Case, worker: User) -> None:
    started(case, worker)
    extension = extended(case, worker, 10, date(2026, 11, 20))
    with refusal("beyond_cap", "days"):
        corrected(extension, worker, days=100)
    extension = corrected(extension, worker, days=20)
    assert due(case) == date(2027, 1, 2)
    end = actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 21))
    with refusal("before_last_event", "on"):
        corrected(end, worker, on=date(2026, 11, 19))
    with refusal("in_future", "on"):
        corrected(end, worker, on=date(2026, 11, 22))
    corrected(end, worker, on=date(2026, 11, 20))
    assert clocks_of(case)[0].ended == date(2026, 11, 20)
    assert actions.check_projections() == []


def test_who_may_not_give_days_corrects_none_and_a_correction_says_something_else(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    with refusal("not_the_decider"):
        corrected(wrong, make.decider(), on=date(2026, 11, 3))
    with refusal("nothing_changed"):
        corrected(wrong, worker, on=wrong.on)


def test_a_corrected_start_is_for_the_residence_status_of_that_day(worker: User) -> None:
    case = make.opened_case(worker)
    actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=date(2026, 11, 10))
    wrong = started(case, worker)
    with refusal("not_for_this_status"):
        corrected(wrong, worker, on=date(2026, 11, 9))


def test_nothing_is_corrected_in_a_closed_case(case: Case, worker: User) -> None:
    wrong = started(case, worker)
    actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 21))
    actions.close_case(case, by=worker, reason=code("closing_reason:completed"))
    with refusal("case_closed"):
        corrected(wrong, worker, on=date(2026, 11, 3))
