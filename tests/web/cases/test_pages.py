"""The pages of a case: who gets which, what stands on them, and what a refusal leaves as it was."""

import re
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
from tests.factories.signs import SignTextFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.design.waiting import waiting_for
from varsel.base.kernel.models import Code, PackEntry
from varsel.casework.cases import actions
from varsel.casework.cases.models import (
    Assessment,
    Case,
    CaseReferral,
    ClockEvent,
    Note,
    Notification,
    Representative,
    Share,
    TeamMember,
)
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


def test_what_was_done_is_said_in_the_language_of_whoever_did_it(worker: User, language: str) -> None:
    worker.language = language
    worker.save()
    sent = {"working_name": "Viben", "unit": make.the_unit().pk, "submission_key": uuid4()}
    answer = client_of(worker).post(reverse("cases:new"), sent, follow=True)
    assert {"da": "Sagen er åben.", "en": "The case is open."}[language] in answer.content.decode()


def test_a_refusal_keeps_what_was_typed_and_says_where_to_mend_it(case: Case, worker: User) -> None:
    place = code("interview_place:centre")
    sent = {"kind": "interview", "place_kind": place.pk, "summary": "Hun fortalte", "submission_key": uuid4()}
    day = {"held_on_day": "1", "held_on_month": "11", "held_on_year": "2026"}
    answer = client_of(worker).post(reverse("cases:interview", args=[case.number]), {**sent, **day})
    assert answer.status_code == 422
    assert "Hun fortalte" in answer.content.decode()
    assert "consent" in answer.context["form"].errors
    assert Event.objects.filter(actor_id=worker.pk, code="consent_missing").exists()


def test_a_decision_without_grounds_names_all_that_is_lacking(worker: User) -> None:
    worker.language = "en"
    worker.save()
    case = make.opened_case(worker, stay="eu_citizen")
    day = {"decided_on_day": "20", "decided_on_month": "11", "decided_on_year": "2026"}
    sent = {"outcome": "assessment_outcome:assessed", "submission_key": uuid4(), **day}
    errors = client_of(worker).post(reverse("cases:assess", args=[case.number]), sent).context["form"].errors
    assert all(what in str(errors["elements"]) for what in ("needs an act", "needs a means", "needs a purpose"))


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
    assert "30 days from 3 November 2026" in text
    assert "3 December 2026" in text
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


def test_a_mistyped_start_is_corrected_from_the_page_and_both_entries_stay_readable(case: Case, worker: User) -> None:
    worker.language = "en"
    worker.save()
    client, entry = client_of(worker), ClockEvent.objects.get()
    url = reverse("cases:clock_correct_started", args=[case.number, entry.pk])
    assert url in page(worker, "clock", case.number).content.decode()
    form = client.get(url).context["form"]
    assert form.initial["on"] == date(2026, 11, 3)
    sent = {"on_day": "5", "on_month": "11", "on_year": "2026", "submission_key": uuid4()}
    assert client.post(url, sent).status_code == 422  # a reason is asked for
    assert client.post(url, {**sent, "reason": code("clock_correction:mistyped").pk}).status_code == 302
    text = page(worker, "clock", case.number).content.decode()
    assert "30 days from 5 November 2026" in text
    assert "Period started (corrected since): 3 November 2026" in text
    assert "Corrects entry 1" in text
    timeline = page(worker, "detail", case.number).content.decode()
    assert "Period started (corrected since)" in timeline
    again = {**sent, "reason": code("clock_correction:mistyped").pk, "submission_key": uuid4(), "on_day": "6"}
    assert "corrected this already" in client.post(url, again).content.decode()


def test_only_who_may_record_an_entry_is_led_to_its_correction(case: Case, worker: User) -> None:
    entry = ClockEvent.objects.get()
    for kind in ("extended", "ended"):  # the entry is a start
        assert page(worker, f"clock_correct_{kind}", case.number, entry.pk).status_code == 404
    body, ngo = make.decider(), make.partner()
    for user in (body, ngo):
        make.ShareFactory(case=case, organisation=user.membership.organisation, part=CasePart.PERIOD)
        assert "correct/" not in page(user, "clock", case.number).content.decode()
    assert page(ngo, "clock_correct_started", case.number, entry.pk).status_code == 404


def test_the_decision_page_says_who_decides_and_records_the_decision(case: Case, worker: User) -> None:
    client = client_of(worker)
    url = reverse("cases:assess", args=[case.number])
    shown = client.get(url)
    assert shown.context["is_body"]
    assert shown.context["because"]
    sent = {
        "outcome": "assessment_outcome:assessed",
        "elements": list(shown.context["form"].grounds),
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


def test_a_decision_of_earlier_is_taken_from_the_list_of_then(case: Case, worker: User, language: str) -> None:
    worker.language = language
    worker.save()
    for name, more in (("abolished", {"valid_to": date(2022, 5, 31)}), ("coming", {"valid_from": date(2027, 1, 1)})):
        code(f"assessment_outcome:{name}")
        Code.objects.filter(code=name).update(**more)
    text = page(worker, "assess", case.number).content.decode()
    expected = {"da": "abolished (til og med 31. maj 2022)", "en": "abolished (until 31 May 2022)"}
    assert expected[language] in text
    assert "assessment_outcome:coming" not in text


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
    ngo = OrganisationNameFactory(organisation=make.partner().membership.organisation).organisation
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


def test_the_team_is_chosen_among_those_whose_roles_open_cases_and_those_on_it(case: Case, worker: User) -> None:
    make.caseworker(display_name="Karen Kollega")
    UserFactory(organisation=make.organisation(make.CENTRE), may=["statistics:live"], display_name="Anton Analytiker")
    seated = UserFactory(organisation=make.organisation(make.CENTRE), may=[], display_name="Tidligere Teammedlem")
    TeamMember.objects.create(case=case, user=seated, since=date(2026, 11, 1))
    said = client_of(make.unit_lead()).get(reverse("cases:team", args=[case.number])).content.decode()
    assert "Karen Kollega" in said
    assert "Tidligere Teammedlem</option>" in said
    assert "Anton Analytiker" not in said


def test_what_waits_is_the_readers_own_and_names_nobody(case: Case, worker: User) -> None:
    actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 4))
    new = make.opened_case(worker, working_name=SECRET, in_danger=True)
    asked = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(asked, worker)
    make.interviewed(asked, worker)
    body, ngo = make.decider(), make.partner()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation)
    titles = {user: [item.title for item in waiting_for(user)[0]] for user in (worker, body, ngo)}
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


def test_a_case_for_each_person_is_opened_from_the_inbox_one_act_each() -> None:
    may = [*make.AT_THE_CENTRE, Permission.INBOX_LIST, Permission.REFERRAL_READ, Permission.REFERRAL_TRIAGE]
    at_work = {"organisation": make.organisation(make.CENTRE), "organisation__unit": make.the_unit(), "language": "en"}
    anna, client = UserFactory(may=may, display_name="Anna Holm", **at_work), client_of(UserFactory(may=may, **at_work))
    referral = ReferralFactory(persons=2)
    inbox = reverse("inbox:open", args=[referral.reference])
    url = reverse("cases:open_from_referral", args=[referral.reference])
    sent = {"working_name": "Viben", "unit": make.the_unit().pk, "submission_key": uuid4(), "after": ""}
    for _double_click in range(2):
        answer = client.post(url, sent)
        assert (answer.status_code, answer["Location"]) == (302, inbox)
    assert "1 of 2 persons has a case." in client.get(inbox).content.decode()
    seen = client.get(url).context["after"]
    actions.open_from_referral(referral, by=anna, after=seen, unit=make.the_unit(), working_name="Anden")
    late = {**sent, "submission_key": uuid4(), "after": str(seen)}
    refused = client.post(url, late)
    assert refused.status_code == 422
    assert "Anna Holm" in refused.content.decode()
    assert Case.objects.count() == CaseReferral.objects.count() == 2
    assert "one more person than was written" in client.get(inbox).content.decode()
    third = client.post(url, {**late, "after": str(refused.context["after"])})
    assert third["Location"].startswith("/cases/")


def test_who_opens_a_case_and_may_not_see_it_is_led_back_to_the_referral() -> None:
    may = [Permission.CASE_CREATE, Permission.INBOX_LIST, Permission.REFERRAL_READ, Permission.REFERRAL_TRIAGE]
    hotline = UserFactory(
        organisation=make.organisation(make.CENTRE), organisation__unit=make.the_unit(), may=may, language="en"
    )
    referral = ReferralFactory()
    url = reverse("cases:open_from_referral", args=[referral.reference])
    sent = {"working_name": "Viben", "unit": make.the_unit().pk, "submission_key": uuid4()}
    answer = client_of(hotline).post(url, sent, follow=True)
    assert answer.status_code == 200
    assert str(Case.objects.get()) in answer.content.decode()


def test_the_decision_page_offers_no_ground_of_a_part_that_is_not_open(worker: User) -> None:
    body = make.decider()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.grounds(case)
    make.ShareFactory(case=case, organisation=make.organisation(make.DECIDER), part=CasePart.ASSESSMENT)
    answer = page(body, "decide", case.number)
    assert answer.context["form"].grounds == {}
    assert not answer.context["is_body"]


def test_the_residence_status_belongs_to_the_part_of_the_person(worker: User) -> None:
    ngo = make.partner()
    case = make.opened_case(worker, stay="no_lawful_stay")
    for part in (CasePart.ASSESSMENT, CasePart.PERIOD):
        make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=part)
    assert not page(ngo, "detail", case.number, part="assessment").context["residence"]
    assert page(ngo, "clock", case.number).context["views"] == []
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.PERSON)
    assert page(ngo, "detail", case.number, part="assessment").context["residence"]


@pytest.mark.parametrize("year", ["1899", "2027", "99999"])
def test_a_year_of_birth_that_cannot_be_is_refused_at_the_field(year: str, case: Case, worker: User) -> None:
    sent = {"version": 1, "birth_year": year, "working_name": "Viben", "submission_key": uuid4()}
    answer = client_of(worker).post(reverse("cases:person", args=[case.number]), sent)
    assert answer.status_code == 422
    assert "birth_year" in answer.context["form"].errors
    assert "Viben" in answer.content.decode()


@pytest.mark.parametrize("act", ["start", "extend", "end"])
def test_a_period_that_the_pack_does_not_know_is_not_found(act: str, case: Case, worker: User) -> None:
    url = reverse(f"cases:clock_{act}", args=[case.number, "eternity"])
    assert client_of(worker).get(url).status_code == 404
    day = {"on_day": "3", "on_month": "11", "on_year": "2026", "submission_key": uuid4()}
    assert client_of(worker).post(url, day).status_code == 404


def test_who_was_overtaken_reads_what_stands_now_and_sends_again_without_typing_again(case: Case, worker: User) -> None:
    client, url = client_of(worker), reverse("cases:person", args=[case.number])
    actions.describe_person(case, by=worker, version=1, birth_year=1999)
    sent = {"version": 1, "working_name": "Viben", "birth_year": "2000"}
    answer = client.post(url, {**sent, "submission_key": uuid4()})
    assert answer.status_code == 422
    version = re.search(r'name="version" value="(\d+)"', answer.content.decode()).group(1)
    assert client.post(url, {**sent, "version": version, "submission_key": uuid4()}).status_code == 302


def test_of_two_who_decide_the_second_sees_the_first_decision_and_keeps_the_words(case: Case, worker: User) -> None:
    client, url = client_of(worker), reverse("cases:assess", args=[case.number])
    form = client.get(url).context["form"]
    make.assessed(case, worker)
    day = {"decided_on_day": "20", "decided_on_month": "11", "decided_on_year": "2026"}
    sent = {"outcome": "assessment_outcome:assessed", "elements": list(form.grounds), "reason": "Mine ord", **day}
    answer = client.post(url, {**sent, "submission_key": uuid4()})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Mine ord" in text
    assert "Fordi tegnene peger samme vej." in text
    standing = re.search(r'name="predecessor" value="([^"]+)"', text).group(1)
    assert client.post(url, {**sent, "predecessor": standing, "submission_key": uuid4()}).status_code == 302


def test_a_lead_who_shuts_herself_out_is_not_led_to_a_page_she_may_not_see(case: Case) -> None:
    lead = make.unit_lead()
    sent = {"user": lead.pk, "what": "conflict", "submission_key": uuid4()}
    answer = client_of(lead).post(reverse("cases:team", args=[case.number]), sent)
    assert answer.headers["Location"] == reverse("cases:list")


def test_a_case_of_a_child_asks_for_the_notification_of_the_municipality(worker: User) -> None:
    make.the_duty()
    adult, child = make.opened_case(worker), make.opened_case(worker, may_be_child=True)
    assert "Barnets lov" not in page(worker, "detail", adult.number).content.decode()
    text = page(worker, "detail", child.number).content.decode()
    url = reverse("cases:notification", args=[child.number])
    assert url in text
    assert "Barnets lov" in text
    client = client_of(worker)
    assert client.get(url).context["form"].initial["duty"] == "notify_municipality"
    day = {"on_day": "20", "on_month": "11", "on_year": "2026", "submission_key": uuid4()}
    sent = {**day, "duty": "notify_municipality", "was_sent": "yes", "recipient": ""}
    assert client.post(url, sent).status_code == 422
    assert client.post(url, {**sent, "recipient": "Aarhus Kommune"}).status_code == 302
    told = Notification.objects.get()
    text = page(worker, "detail", child.number).content.decode()
    assert "Aarhus Kommune" in text
    for name in ("notification_correct", "notification_answer"):
        assert reverse(f"cases:{name}", args=[child.number, told.pk]) in text
        assert page(worker, name, child.number, told.pk).status_code == 200
    answer = reverse("cases:notification_answer", args=[child.number, told.pk])
    assert client.post(answer, {**day, "submission_key": uuid4()}).status_code == 302
    correct = reverse("cases:notification_correct", args=[child.number, told.pk])
    again = {**sent, "recipient": "Randers Kommune", "submission_key": uuid4()}
    assert client.post(correct, again).status_code == 302
    text = page(worker, "detail", child.number).content.decode()
    assert "Aarhus Kommune" in text
    assert "Randers Kommune" in text
    assert "Rettet siden" in text


def test_who_represents_a_child_is_recorded_corrected_and_ended_from_its_page(worker: User) -> None:
    make.the_roles()
    child, client = make.opened_case(worker, may_be_child=True), client_of(worker)
    url = reverse("cases:representative", args=[child.number])
    assert url in page(worker, "detail", child.number).content.decode()
    sent = {"role": "representative", "name": "Bente", "contact": "20 30 40 50"}
    day = {"since_day": "10", "since_month": "11", "since_year": "2026"}
    assert client.post(url, {**sent, **day, "submission_key": uuid4()}).status_code == 302
    first = Representative.objects.get()
    correct = reverse("cases:representative_correct", args=[child.number, first.pk])
    assert client.get(correct).context["form"].initial["name"] == "Bente"
    assert client.post(correct, {**sent, **day, "name": "Birte", "submission_key": uuid4()}).status_code == 302
    end = reverse("cases:representative_end", args=[child.number, Representative.objects.get(corrects=first).pk])
    assert client.get(end).status_code == 200
    last = {"on_day": "20", "on_month": "11", "on_year": "2026", "submission_key": uuid4()}
    assert client.post(end, last).status_code == 302
    text = page(worker, "detail", child.number).content.decode()
    assert "Birte" in text
    assert "20. november 2026" in text
    newest = Representative.objects.get(corrects=first)
    correct = reverse("cases:representative_correct", args=[child.number, newest.pk])
    assert client.get(correct).context["form"].initial["last_day"] == date(2026, 11, 20)
    assert client.post(correct, {**sent, **day, "name": "Berta", "submission_key": uuid4()}).status_code == 302
    assert Representative.objects.get(corrects=newest).end.on == date(2026, 11, 20)


def test_a_ground_shows_its_signs_and_who_observed_them(case: Case, worker: User) -> None:
    sign = SignTextFactory(text="Passet er taget").sign
    situation = case.situations.get()
    url = reverse("cases:element", args=[case.number])
    assert "Passet er taget" in client_of(worker).get(url).content.decode()
    sent = {
        "situation": situation.pk,
        "element": "trafficking_element:means_one",
        "observer": "observer:person",
        "basis": "stated",
        "signs": [sign.key],
        "submission_key": uuid4(),
    }
    assert client_of(worker).post(url, sent).status_code == 302
    text = page(worker, "assess", case.number).content.decode()
    assert "Passet er taget" in text
    assert client_of(worker).post(url, {**sent, "signs": ["NO01"], "submission_key": uuid4()}).status_code == 422


def test_a_situation_is_corrected_and_takes_the_ticked_grounds_with_it(case: Case, worker: User) -> None:
    old = case.situations.get()
    url = reverse("cases:situation_correct", args=[case.number, old.pk])
    shown = client_of(worker).get(url).context["form"]
    first, second, _third = shown.standing_elements
    sent = {"form": old.form_id, "place": "En by på Fyn", "elements": [first, second], "submission_key": uuid4()}
    assert client_of(worker).post(url, sent).status_code == 302
    new = case.situations.get(corrects=old)
    assert new.place.open("test") == "En by på Fyn"
    assert new.elements.count() == 2
    assert list(page(worker, "assess", case.number).context["form"].grounds) == [
        str(pk) for pk in new.elements.values_list("pk", flat=True)
    ]
    assert client_of(worker).post(url, {**sent, "submission_key": uuid4()}).status_code == 422
    assert page(make.partner(), "situation_correct", case.number, old.pk).status_code == 404


def test_what_a_court_decided_is_entered_by_the_centre_as_the_courts(worker: User) -> None:
    case = make.opened_case(worker, stay="charged")
    make.interviewed(case, worker)
    shown = page(worker, "assess", case.number)
    assert shown.context["is_body"]
    assert shown.context["is_entered"]
    decision = make.assessed(case, worker)
    assert (decision.organisation.key, decision.decided_by) == (make.COURTS, worker)
    assert page(make.decider(), "decide", case.number).status_code == 404


def test_a_conflict_of_interest_closes_the_referrals_of_the_case_too(case: Case) -> None:
    reader = UserFactory(
        organisation=make.organisation(make.CENTRE), may=[Permission.INBOX_LIST, Permission.REFERRAL_READ]
    )
    referral = ReferralFactory()
    CaseReferral.objects.create(case=case, referral=referral)
    client, url = client_of(reader), reverse("inbox:open", args=[referral.reference])
    assert client.get(url).status_code == 200
    actions.declare_conflict(case, by=make.unit_lead(), user=reader)
    assert client.get(url).status_code == 404
    assert referral.reference not in client.get(reverse("inbox:list") + "?show=all").content.decode()


def test_what_is_said_of_the_law_says_where_it_is_from_and_how_sure_it_is(case: Case, worker: User) -> None:
    PackEntry.objects.filter(key__in=["restitution", "lawful"]).update(confidence="medium")
    for name in ("clock", "assess"):
        assert "endnu ikke efterprøvet mod lovens tekst" in page(worker, name, case.number).content.decode()
