"""What the law demands for a child is recorded once, corrected by addition, and asked for until it is there."""

from datetime import date
from typing import Any

import pytest

from tests.factories import cases as make
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.access import as_seen, within
from varsel.casework.cases.models import Case, Notification, Representative
from varsel.casework.cases.queries.children import due_duties

pytestmark = pytest.mark.django_db
TOLD = {"duty": "notify_municipality", "was_sent": True, "on": date(2026, 11, 20), "recipient": "Aarhus Kommune"}


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()
    make.the_duty()
    make.the_roles()


@pytest.fixture
def worker() -> User:
    return make.caseworker()


@pytest.fixture
def case(worker: User) -> Case:
    return make.opened_case(worker, may_be_child=True)


def refusal(code_: str, field: str = "") -> Any:
    return pytest.raises(Refusal, check=lambda error: (error.code, error.field) == (code_, field))


def asked(case: Case, worker: User) -> list[Notification | None]:
    return [notification for _duty, notification in due_duties(as_seen(worker, case))]


def test_the_duty_is_asked_for_until_it_is_recorded_and_then_its_answer(case: Case, worker: User) -> None:
    assert asked(case, worker) == [None]
    told = actions.notify(case, by=worker, **TOLD)
    assert told.recipient.open("test") == "Aarhus Kommune"
    assert asked(case, worker) == [told]
    actions.note_answer(told, by=worker, on=date(2026, 11, 21))
    assert asked(case, worker) == []
    assert Event.objects.filter(subject_id=case.pk, verb="case:notify").count() == 2


def test_a_case_of_an_adult_asks_for_nothing(worker: User) -> None:
    assert asked(make.opened_case(worker), worker) == []


def test_why_nobody_was_notified_is_an_answer_to_the_duty_too(case: Case, worker: User) -> None:
    told = {**TOLD, "was_sent": False}
    with refusal("reason_missing", "reason"):
        actions.notify(case, by=worker, **told)
    kept = actions.notify(case, by=worker, **told, reason="Asylcentret har underrettet i dag.")
    assert kept.recipient is None or kept.recipient.open("test") == ""
    assert asked(case, worker) == []
    with refusal("answered_already"):
        actions.note_answer(kept, by=worker, on=date(2026, 11, 21))


def test_what_cannot_be_is_refused_at_its_field(case: Case, worker: User) -> None:
    with refusal("recipient_missing", "recipient"):
        actions.notify(case, by=worker, **{**TOLD, "recipient": " "})
    with refusal("in_future", "on"):
        actions.notify(case, by=worker, **{**TOLD, "on": date(2026, 11, 22)})
    told = actions.notify(case, by=worker, **TOLD)
    with refusal("before_notification", "on"):
        actions.note_answer(told, by=worker, on=date(2026, 11, 19))
    assert asked(case, worker) == [told]


def test_a_correction_names_what_it_corrects_and_the_newest_counts(case: Case, worker: User) -> None:
    told = actions.notify(case, by=worker, **TOLD)
    better = actions.notify(case, by=worker, **{**TOLD, "recipient": "Randers Kommune"}, corrects=told)
    assert asked(case, worker) == [better]
    with refusal("corrected_already"):
        actions.notify(case, by=worker, **TOLD, corrects=told)
    other = make.opened_case(worker, may_be_child=True)
    with pytest.raises(ValueError, match="inside its case"):
        actions.notify(other, by=worker, **TOLD, corrects=better)


def test_a_correction_keeps_the_answer_and_what_was_corrected_takes_no_more(case: Case, worker: User) -> None:
    told = actions.notify(case, by=worker, **TOLD)
    actions.note_answer(told, by=worker, on=date(2026, 11, 20))
    better = actions.notify(case, by=worker, **TOLD, corrects=told)
    assert better.answer.on == date(2026, 11, 20)
    with refusal("before_notification", "answered_on"):
        actions.notify(case, by=worker, **{**TOLD, "on": date(2026, 11, 21)}, corrects=better)
    third = actions.notify(case, by=worker, **TOLD, corrects=better, answered_on=date(2026, 11, 21))
    assert third.answer.on == date(2026, 11, 21)
    assert asked(case, worker) == []
    unsent = actions.notify(case, by=worker, **{**TOLD, "was_sent": False}, reason="Ikke sendt.", corrects=third)
    assert not hasattr(unsent, "answer")
    open_one = actions.notify(case, by=worker, **TOLD)
    actions.notify(case, by=worker, **TOLD, corrects=open_one)
    with refusal("corrected_already"):
        actions.note_answer(open_one, by=worker, on=date(2026, 11, 21))


def test_a_correction_keeps_the_last_day_of_a_representative(case: Case, worker: User) -> None:
    named = {"role": "representative", "name": "Bente Bisidder", "since": date(2026, 11, 10)}
    first = actions.name_representative(case, by=worker, **named)
    second = actions.name_representative(case, by=worker, **named, corrects=first)
    with refusal("corrected_already"):
        actions.end_representative(first, by=worker, on=date(2026, 11, 20))
    actions.end_representative(second, by=worker, on=date(2026, 11, 19))
    third = actions.name_representative(case, by=worker, **named, corrects=second)
    assert third.end.on == date(2026, 11, 19)
    with refusal("ends_before_start", "last_day"):
        late = {**named, "since": date(2026, 11, 20)}
        actions.name_representative(case, by=worker, **late, corrects=third)
    fourth = actions.name_representative(case, by=worker, **named, corrects=third, last_day=date(2026, 11, 18))
    assert fourth.end.on == date(2026, 11, 18)


def test_a_representative_has_a_role_from_a_day_to_a_day_and_lies_sealed(case: Case, worker: User) -> None:
    named = {"role": "representative", "name": "Bente Bisidder", "contact": "20 30 40 50"}
    with refusal("in_future", "since"):
        actions.name_representative(case, by=worker, **named, since=date(2026, 11, 22))
    made = actions.name_representative(case, by=worker, **named, since=date(2026, 11, 10))
    assert made.contact.open("test") == "20 30 40 50"
    with refusal("ends_before_start", "on"):
        actions.end_representative(made, by=worker, on=date(2026, 11, 9))
    actions.end_representative(made, by=worker, on=date(2026, 11, 20))
    with refusal("ended_already"):
        actions.end_representative(made, by=worker, on=date(2026, 11, 21))
    written = " ".join(str(row) for row in Event.objects.values_list())
    assert "Bente" not in written


def test_neither_is_shown_to_another_organisation_whatever_is_shared(case: Case, worker: User) -> None:
    actions.notify(case, by=worker, **TOLD)
    actions.name_representative(case, by=worker, role="representative", name="Bente", since=date(2026, 11, 10))
    ngo = make.partner()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part="person")
    for model in (Notification, Representative):
        assert within(as_seen(worker, case), model).count() == 1
        assert not within(as_seen(ngo, case), model).exists()
