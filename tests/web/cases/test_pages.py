"""The pages of a case: who gets which, what stands on them, and what a refusal leaves as it was."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import QueryBudget
from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationNameFactory, code
from tests.factories.referrals import ReferralFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.design.waiting import waiting_for
from varsel.casework.cases import actions
from varsel.casework.cases.models import Assessment, Case, Note, Share
from varsel.casework.cases.rules.parts import CasePart

pytestmark = pytest.mark.django_db
SECRET = "Solsort på Nørrebro"


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()


@pytest.fixture
def worker() -> User:
    return make.caseworker()


@pytest.fixture
def case(worker: User) -> Case:
    case = make.opened_case(worker, stay="eu_citizen", working_name=SECRET)
    make.interviewed(case, worker)
    make.grounds(case)
    actions.add_note(case, by=worker, text="Noten om vejen")
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    return case


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, name: str, *args: Any, **query: str) -> Any:
    return client_of(user).get(reverse(f"cases:{name}", args=args), query)


PAGES = [
    "detail",
    "clock",
    "assess",
    "pass_on",
    "share",
    "person",
    "identity",
    "identity_write",
    "residence",
    "interview",
    "situation",
    "element",
    "consent",
    "note",
    "close",
    "reopen",
]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_the_team_and_for_nobody_else(name: str, case: Case, worker: User, language: str) -> None:
    worker.language = language
    worker.save()
    assert page(worker, name, case.number).status_code == 200
    assert Event.objects.filter(subject_id=case.pk, verb="case:read").exists()
    for stranger in (make.caseworker(), make.partner(), make.decider()):
        assert page(stranger, name, case.number).status_code == 404
        assert Event.objects.filter(actor_id=stranger.pk).exclude(code="").exists()


@pytest.mark.parametrize("part", [*CasePart, "consents", "sharing"])
def test_every_part_of_a_case_opens_in_both_languages(part: str, case: Case, worker: User, language: str) -> None:
    worker.language = language
    worker.save()
    assert page(worker, "detail", case.number, part=part).status_code == 200


@pytest.mark.parametrize("part", [*CasePart, "consents", "sharing"])
def test_a_partner_gets_the_named_part_and_no_sealed_word_of_another(part: str, case: Case) -> None:
    ngo = make.partner()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.PERIOD)
    answer = page(ngo, "detail", case.number, part=part)
    assert answer.status_code == (200 if part == CasePart.PERIOD else 404)
    listed = page(ngo, "list").content.decode()
    for text in (answer.content.decode(), listed):
        assert SECRET not in text
        assert "Noten" not in text


def test_the_list_shows_working_names_deadlines_and_only_what_one_may_see(case: Case, worker: User) -> None:
    other = make.opened_case(make.caseworker())
    text = page(worker, "list").content.decode()
    assert SECRET in text
    assert str(case) in text
    assert str(other) not in text
    assert Event.objects.get(actor_id=worker.pk, verb="case:list").shown_count == 1


def test_the_list_is_filtered_and_paged_by_its_address(worker: User) -> None:
    for _ in range(27):
        make.TeamMemberFactory(case=make.CaseFactory(), user=worker)
    first = page(worker, "list")
    assert len(first.context["page"].rows) == 25
    second = page(worker, "list", after=first.context["page"].next)
    shown = {row.case.pk for answer in (first, second) for row in answer.context["page"].rows}
    assert len(shown) == 27
    back = page(worker, "list", before=second.context["page"].previous)
    assert [row.case for row in back.context["page"].rows] == [row.case for row in first.context["page"].rows]
    assert page(worker, "list", due="7").context["page"].rows == []
    assert page(worker, "list", after="nonsense", status="nonsense").status_code == 200


def test_a_new_case_is_opened_once_however_often_the_button_is_pressed(worker: User) -> None:
    client = client_of(worker)
    sent = {"working_name": "Viben", "unit": make.the_unit().pk, "submission_key": uuid4()}
    answers = [client.post(reverse("cases:new"), sent) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Case.objects.count() == 1
    assert client.get(reverse("cases:new")).status_code == 200


def test_a_refusal_keeps_what_was_typed_and_says_where_to_mend_it(case: Case, worker: User) -> None:
    place = code("interview_place:centre")
    sent = {"kind": "interview", "place_kind": place.pk, "summary": "Hun fortalte", "submission_key": uuid4()}
    day = {"held_on_day": "1", "held_on_month": "11", "held_on_year": "2026"}
    answer = client_of(worker).post(reverse("cases:interview", args=[case.number]), {**sent, **day})
    assert answer.status_code == 422
    assert "Hun fortalte" in answer.content.decode()
    assert "consent" in answer.context["form"].errors
    assert Event.objects.filter(actor_id=worker.pk, code="consent_missing").exists()


def test_a_note_is_written_once_and_corrected_by_another(case: Case, worker: User) -> None:
    client, key = client_of(worker), uuid4()
    for _ in range(2):
        answer = client.post(reverse("cases:note", args=[case.number]), {"text": "Ny note", "submission_key": key})
    assert answer.headers["Location"].endswith("?part=note")
    assert Note.objects.count() == 2
    note = Note.objects.first()
    assert note is not None
    url = reverse("cases:note_correct", args=[case.number, note.pk])
    assert client.post(url, {"text": "Rettet", "submission_key": uuid4()}).status_code == 302
    assert client.post(url, {"text": "Rettet igen", "submission_key": uuid4()}).status_code == 422


def test_a_record_of_another_case_cannot_be_reached_through_ones_own(case: Case, worker: User) -> None:
    elsewhere = make.opened_case(make.caseworker())
    note = actions.add_note(elsewhere, by=make.caseworker(), text="Ikke din")
    assert page(worker, "note_correct", case.number, note.pk).status_code == 404


def test_the_clock_page_explains_its_dates_and_todays_acts(case: Case, worker: User) -> None:
    worker.language = "en"
    worker.save()
    text = page(worker, "clock", case.number).content.decode()
    assert "30 days from Nov. 3, 2026" in text
    assert "Dec. 3, 2026" in text
    assert "at most 120 days in total" in text
    assert "cmm.dk" in text
    assert reverse("cases:clock_extend", args=[case.number, "restitution"]) in text
    assert "It has started already." in text


def test_a_period_is_extended_from_its_page(case: Case, worker: User) -> None:
    ground = code("clock_ground:special_reasons")
    sent = {"days": "30", "ground": ground.pk, "submission_key": uuid4()}
    day = {"on_day": "20", "on_month": "11", "on_year": "2026"}
    url = reverse("cases:clock_extend", args=[case.number, "restitution"])
    assert client_of(worker).get(url).status_code == 200
    assert client_of(worker).post(url, {**sent, **day}).status_code == 302
    case.refresh_from_db()
    assert case.due == date(2027, 1, 2)


def test_the_decision_page_says_who_decides_and_records_the_decision(case: Case, worker: User) -> None:
    client = client_of(worker)
    url = reverse("cases:assess", args=[case.number])
    shown = client.get(url)
    assert shown.context["is_body"]
    assert shown.context["because"]
    sent = {
        "outcome": "assessment_outcome:assessed",
        "elements": list(shown.context["form"].elements),
        "reason": "Fordi",
        "submission_key": uuid4(),
        "decided_on_day": "20",
        "decided_on_month": "11",
        "decided_on_year": "2026",
    }
    assert client.post(url, sent).status_code == 302
    assert Assessment.objects.get().reason.open("test") == "Fordi"
    answer = client.post(url, {**sent, "submission_key": uuid4()})
    assert answer.status_code == 422


def test_a_decider_decides_what_was_passed_on(worker: User) -> None:
    body = make.decider()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    assert page(body, "decide", case.number).context["is_body"]
    assert page(body, "detail", case.number).status_code == 200
    assert page(body, "clock", case.number).status_code == 200
    url = reverse("cases:clock_start", args=[case.number, "reflection"])
    day = {"on_day": "3", "on_month": "11", "on_year": "2026", "submission_key": uuid4()}
    assert client_of(body).post(url, day).status_code == 302
    assert page(worker, "pass_on", case.number).status_code == 200


def test_sharing_shows_first_what_they_would_see_and_then_opens_it(case: Case, worker: User) -> None:
    ngo = OrganisationNameFactory().organisation
    url = reverse("cases:share", args=[case.number])
    sent = {
        "organisation": ngo.pk,
        "parts": ["situation"],
        "purpose": "sharing_purpose:support",
        "ground": "disclosure_ground:danger_to_life",
        "last_day_day": "1",
        "last_day_month": "12",
        "last_day_year": "2026",
    }
    preview = client_of(worker).post(url, {**sent, "preview": "1"})
    assert preview.status_code == 200
    assert not Share.objects.exists()
    assert SECRET not in preview.content.decode()
    assert client_of(worker).post(url, {**sent, "submission_key": uuid4()}).status_code == 302
    share = Share.objects.get()
    end = reverse("cases:share_end", args=[case.number, share.pk])
    assert client_of(worker).get(end).status_code == 200
    assert client_of(worker).post(end, {"submission_key": uuid4()}).status_code == 302
    assert hasattr(Share.objects.get(), "end")


def test_the_identity_shows_only_after_a_purpose_is_named(case: Case, worker: User) -> None:
    actions.describe_person(case, by=worker, version=1, names="Maria Ionescu")
    url = reverse("cases:identity", args=[case.number])
    client = client_of(worker)
    assert "Ionescu" not in client.get(url).content.decode()
    assert client.post(url, {"purpose": ""}).status_code == 422
    assert "Maria Ionescu" in client.post(url, {"purpose": "contact"}).content.decode()
    assert Event.objects.filter(verb="identity:open", purpose="contact").count() == 1


def test_the_lead_changes_the_team_and_shuts_out_a_conflict(case: Case, worker: User) -> None:
    lead = make.unit_lead()
    url = reverse("cases:team", args=[case.number])
    assert client_of(lead).get(url).status_code == 200
    sent = {"user": worker.pk, "what": "conflict", "submission_key": uuid4()}
    assert client_of(lead).post(url, sent).status_code == 302
    assert page(worker, "detail", case.number).status_code == 404


def test_what_waits_is_the_readers_own_and_names_nobody(case: Case, worker: User) -> None:
    actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 4))
    new = make.opened_case(worker, working_name=SECRET, in_danger=True)
    asked = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(asked, worker)
    make.interviewed(asked, worker)
    body, ngo = make.decider(), make.partner()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation)
    titles = {user: [item.title for item in waiting_for(user)] for user in (worker, body, ngo)}
    assert [str(new) in title for title in titles[worker]] == [True]
    assert [str(asked) in title for title in titles[body]] == [True]
    assert [str(case) in title for title in titles[ngo]] == [True]
    assert SECRET not in str(titles)


def test_the_list_asks_as_many_questions_for_many_cases_as_for_few(worker: User, query_budget: QueryBudget) -> None:
    def grow() -> None:
        for _ in range(10):
            make.opened_case(worker)

    client = client_of(worker)
    grow()
    query_budget.constant(lambda: client.get(reverse("cases:list")), grow)


@pytest.mark.parametrize("part", [*CasePart, "consents", "sharing"])
def test_a_case_asks_as_many_questions_however_much_is_in_it(
    part: str, case: Case, worker: User, query_budget: QueryBudget
) -> None:
    def grow() -> None:
        for _ in range(3):
            make.interviewed(case, worker)
            make.grounds(case)
            actions.add_note(case, by=worker, text="Endnu en")
            make.ShareFactory(case=case, organisation=OrganisationNameFactory().organisation)

    client, url = client_of(worker), reverse("cases:detail", args=[case.number])
    grow()
    query_budget.constant(lambda: client.get(url, {"part": part}), grow)


def test_a_referral_is_opened_as_a_case_or_joined_to_one_from_the_inbox(case: Case) -> None:
    handler = UserFactory(
        organisation=make.organisation(make.CENTRE),
        organisation__unit=make.the_unit(),
        may=[*make.AT_THE_CENTRE, Permission.INBOX_LIST, Permission.REFERRAL_READ, Permission.REFERRAL_TRIAGE],
    )
    client = client_of(handler)
    opened, joined = ReferralFactory(danger="now"), ReferralFactory()
    url = reverse("cases:open_from_referral", args=[opened.reference])
    assert client.get(url).context["form"].initial["in_danger"]
    sent = {"working_name": "Viben", "unit": make.the_unit().pk, "submission_key": uuid4()}
    assert client.post(url, sent).status_code == 302
    mine = Case.objects.get(team__user=handler)
    url = reverse("cases:join_referral", args=[joined.reference])
    assert client.post(url, {"number": case.number, "submission_key": uuid4()}).status_code == 422
    assert client.post(url, {"number": "AAAA-AAAB", "submission_key": uuid4()}).status_code == 422
    assert client.post(url, {"number": str(mine), "submission_key": uuid4()}).status_code == 302
    assert mine.referrals.count() == 2
