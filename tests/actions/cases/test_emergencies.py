"""Breaking the glass: a case outside one's own, for a reason, for two hours, and the lead is told."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import UnitFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.access import is_visible, require
from varsel.casework.cases.models import Case, EmergencyAccess
from varsel.casework.cases.queries import waiting

pytestmark = pytest.mark.django_db
REASON = "Hun står på stationen, og teamet svarer ikke."


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()


@pytest.fixture
def case() -> Case:
    return make.opened_case(make.caseworker(), working_name="Solsort")


def on_duty(*more: Permission) -> User:
    """A caseworker of another unit of the centre."""
    centre = make.organisation(make.CENTRE)
    may = [*make.AT_THE_CENTRE, Permission.CASE_BREAK_GLASS, *more]
    return UserFactory(organisation=centre, organisation__unit=UnitFactory(organisation=centre), may=may)


def refusal(code_: str, field: str = "") -> Any:
    return pytest.raises(Refusal, check=lambda error: (error.code, error.field) == (code_, field))


def test_the_case_is_open_for_two_hours_and_no_longer(case: Case, clock: Any) -> None:
    user = on_duty()
    assert not is_visible(user, case)
    actions.break_glass(str(case), by=user, reason=REASON)
    clock.shift(timedelta(hours=1, minutes=59))
    assert require(user, case.number, Permission.CASE_NOTE).is_own
    clock.shift(timedelta(minutes=1))
    assert not is_visible(user, case)
    with pytest.raises(Http404):
        require(user, case.number, Permission.CASE_READ)


def test_the_log_names_case_and_purpose_and_the_reason_lies_sealed(case: Case) -> None:
    user = on_duty()
    opened = actions.break_glass(case.number, by=user, reason=REASON)
    event = Event.objects.get(verb="case:break_glass")
    assert (event.subject_id, event.actor_id, event.purpose) == (case.pk, user.pk, "emergency")
    assert opened.reason.open("test") == REASON
    assert REASON not in str(list(Event.objects.values_list()))


def test_the_lead_is_told_until_a_week_has_passed_and_nobody_else(case: Case, clock: Any) -> None:
    lead, user, other = make.unit_lead(), on_duty(), on_duty(Permission.CASE_LEAD)
    actions.break_glass(case.number, by=user, reason=REASON)
    [told] = waiting.emergencies(lead)
    assert str(case) in str(told.title)
    assert waiting.emergencies(other) == waiting.emergencies(user) == []
    clock.shift(timedelta(days=7))
    assert waiting.emergencies(lead) == []


def test_nothing_is_done_in_an_emergency_that_would_outlast_it(case: Case) -> None:
    lasting = ("ASSIGN", "SHARE", "PASS_ON", "ASSESS", "DECIDE")
    user = on_duty(*(Permission[f"CASE_{act}"] for act in lasting), Permission.CASE_LEAD)
    actions.break_glass(case.number, by=user, reason=REASON)
    for act in lasting:
        with pytest.raises(Http404):
            require(user, case.number, Permission[f"CASE_{act}"])
    client = Client()
    client.force_login(user)
    text = client.get(reverse("cases:detail", args=[case.number])).content.decode()
    for name in ("close", "reopen", "access", "assess", "pass_on", "team"):
        url = reverse(f"cases:{'share' if name == 'access' else name}", args=[case.number])
        assert client.get(url).status_code == 404
        assert url not in text
    for name in ("note", "interview"):
        assert client.get(reverse(f"cases:{name}", args=[case.number])).status_code == 200


def test_the_page_says_whether_a_lead_is_told_and_else_whom_to_call(case: Case) -> None:
    def told() -> str:
        client, user = Client(), on_duty()
        client.force_login(user)
        sent = {"number": str(case), "reason": REASON, "submission_key": uuid4()}
        return client.post(reverse("cases:emergency"), sent, follow=True).content.decode()

    member = case.team.get()
    text = told()
    assert "ingen har fået besked" in text
    assert f"Ring selv til teamet: {member.user.display_name}" in text
    lead = UserFactory(organisation=case.unit.organisation, organisation__unit=case.unit, may=make.LEADING)
    assert "i 7 dage" in told()
    make.ConflictFactory(case=case, user=lead)
    User.objects.filter(pk=member.user_id).update(is_active=False)
    assert "Teamet er tomt" in told()


def test_unknown_foreign_and_shut_cases_are_refused_in_the_same_words(case: Case) -> None:
    user, lead = on_duty(), make.unit_lead()
    stranger = UserFactory(may=[*make.AT_THE_CENTRE, Permission.CASE_BREAK_GLASS])
    without = make.caseworker()
    actions.declare_conflict(case, by=lead, user=user)
    for who, number in ((user, case.number), (user, "AAAAAAAA"), (stranger, case.number), (without, case.number)):
        with refusal("no_such_case", "number"):
            actions.break_glass(number, by=who, reason=REASON)
    assert not EmergencyAccess.objects.exists()


def test_a_reason_is_needed_and_what_is_open_is_not_opened_again(case: Case) -> None:
    user = on_duty()
    with refusal("reason_missing", "reason"):
        actions.break_glass(case.number, by=user, reason=" ")
    actions.break_glass(case.number, by=user, reason=REASON)
    with refusal("open_already", "number"):
        actions.break_glass(case.number, by=user, reason=REASON)


def test_a_conflict_of_interest_shuts_out_in_an_emergency_too(case: Case) -> None:
    user = on_duty()
    actions.break_glass(case.number, by=user, reason=REASON)
    actions.declare_conflict(case, by=make.unit_lead(), user=user)
    assert not is_visible(user, case)


def test_from_the_list_to_the_case_in_one_page_and_all_of_the_team_read_the_reason(case: Case) -> None:
    user, client = on_duty(), Client()
    user.language = "en"
    user.save()
    client.force_login(user)
    url = reverse("cases:emergency")
    assert url in client.get(reverse("cases:list")).content.decode()
    assert client.get(url).status_code == 200
    sent = {"number": str(case), "reason": "", "submission_key": uuid4()}
    assert client.post(url, sent).status_code == 422
    answer = client.post(url, {**sent, "reason": REASON}, follow=True)
    assert "Emergency access until" in answer.content.decode()
    client.post(url, {**sent, "reason": REASON})
    assert EmergencyAccess.objects.count() == 1
    team = Client()
    team.force_login(case.team.get().user)
    detail = reverse("cases:detail", args=[case.number])
    assert REASON in team.get(detail, {"part": "sharing"}).content.decode()
