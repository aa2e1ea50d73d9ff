"""What a case asks for next, of whom, and what home says of it: from the referral to the period."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationFactory, OrganisationNameFactory, code
from tests.factories.referrals import PartnerReferralFactory
from tests.pages import content_of
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.queries import organisations_holding
from varsel.base.design.waiting import Urgency, waiting_for
from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, Consent, PassingOn, Share, Stay
from varsel.casework.cases.queries.decisions import residence_on, stay_on_day
from varsel.casework.cases.rules.parts import CasePart

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()
    for clock in PackEntry.objects.filter(section="clocks"):
        clock.data["follows"] = ["assessed"]
        clock.save()


@pytest.fixture
def worker() -> User:
    return make.caseworker(language="en")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(user: User, name: str, case: Case, *args: str, **query: str) -> Any:
    return client_of(user).get(reverse(f"cases:{name}", args=[case.number, *args]), query)


def asked(user: User, case: Case) -> list[str]:
    """Where the acts lead that the case asks for, in their order; "" for what is waited for."""
    base = reverse("cases:detail", args=[case.number])
    answer = get(user, "detail", case)
    assert answer.status_code == 200
    return [act.href.removeprefix(base).partition("?")[0].rstrip("/") for act in answer.context["next"]]


def home(user: User) -> list[str]:
    """What waits on the home page, in its order, without the numbers."""
    groups = client_of(user).get("/home/").context["groups"]
    return [item.title.partition(": ")[2] for group in groups for item in group.rows]


def test_a_new_case_asks_for_its_referral_to_be_read_and_for_an_interview(worker: User) -> None:
    reader = UserFactory(
        organisation=make.organisation(make.CENTRE),
        organisation__unit=make.the_unit(),
        may=[*make.AT_THE_CENTRE, Permission.INBOX_LIST, Permission.REFERRAL_READ],
    )
    case = make.opened_case(reader)
    referral = make.handed_over_referral(case)
    assert asked(reader, case) == [f"/inbox/{referral.reference}", "consent", "interview", "residence"]
    assert reverse("inbox:open", args=[referral.reference]) in get(reader, "detail", case).content.decode()


def test_a_case_that_nobody_works_on_waits_for_its_lead_to_give_it_to_somebody(worker: User) -> None:
    lead = make.unit_lead(language="en")
    hotline = UserFactory(
        organisation=make.organisation(make.CENTRE), organisation__unit=make.the_unit(), may=[Permission.CASE_CREATE]
    )
    case = make.opened_case(hotline, stay="eu_citizen")
    assert asked(lead, case)[0] == "team"
    assert "nobody works on it" in home(lead)
    actions.assign(case, by=lead, user=worker)
    assert "team" not in asked(lead, case)
    assert "nobody works on it" not in home(lead)


def test_the_file_says_what_it_lacks_until_the_case_can_be_passed_on_and_then_decided(worker: User) -> None:
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.interviewed(case, worker)
    assert asked(worker, case) == ["situation", "consent", "pass-on"]
    situation = make.SituationFactory(case=case)
    make.ElementFactory(situation=situation)
    assert asked(worker, case) == ["element", "consent", "pass-on"]
    why = get(worker, "detail", case).context["next"][0].why
    assert "a means, a purpose" in why
    assert "an act" not in why
    make.grounds(case)
    assert asked(worker, case) == ["consent", "pass-on"]
    make.consent_to(case, worker, make.organisation(make.DECIDER))
    assert asked(worker, case) == ["pass-on"]


def test_what_lies_with_the_deciding_body_is_waited_for_and_nothing_else_is_offered(worker: User) -> None:
    body = make.decider(language="en")
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    assert asked(worker, case) == [""]
    text = get(worker, "detail", case, part="assessment").content.decode()
    for name in ("assess", "pass_on"):
        assert f'href="{reverse(f"cases:{name}", args=[case.number])}"' not in text
    assert asked(body, case) == ["decide"]


def test_after_the_decision_the_body_that_starts_the_period_is_asked_and_the_caseworker_told(worker: User) -> None:
    body = make.decider(language="en")
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    make.assessed(case, body)
    assert asked(body, case) == ["clock/reflection/start"]
    assert asked(worker, case) == ["clock"]
    assert "may have a period now" in home(body)
    assert "there is a decision" in home(worker)
    assert "may have a period now" not in home(worker)
    actions.start_clock(case, by=body, clock="reflection", on=date(2026, 11, 3))
    assert asked(body, case) == []
    assert "may have a period now" not in home(body)


def test_a_decision_that_gives_no_right_to_a_period_asks_for_none(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen")
    make.assessed(case, worker, outcome="not_assessed")
    assert asked(worker, case) == []
    assert home(worker) == []  # nor is who decided told of it


def test_the_centre_that_assessed_starts_the_period_itself(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen")
    make.assessed(case, worker)
    assert asked(worker, case) == ["clock/restitution/start"]
    assert home(worker) == ["may have a period now"]
    assert home(make.partner()) == []


def test_nobody_chooses_who_decides_and_a_page_that_was_overtaken_says_who_does_now(worker: User) -> None:
    PackEntry.objects.get(section="competence", key="charged").delete()
    elsewhere = {
        "statuses": ["charged"],
        "decides": make.COURTS,
        "because": {"da": "Retten afgør", "en": "Courts decide"},
    }
    PackEntry.objects.create(section="competence", key="charged", data=elsewhere)
    case = make.opened_case(worker, stay="no_lawful_stay")
    consent = make.consent_to(case, worker, make.organisation(make.DECIDER))
    shown = get(worker, "pass_on", case).context["form"]
    assert [field.name for field in shown.visible_fields()] == ["consent", "ground"]
    assert shown["consent"].value() == str(consent.pk)
    sent = {"organisation": shown["organisation"].value(), "consent": consent.pk}
    actions.set_residence(case, by=worker, status=code("residence_status:charged"), since=date(2026, 11, 1))
    url, client = reverse("cases:pass_on", args=[case.number]), client_of(worker)
    refused = client.post(url, {**sent, "submission_key": uuid4()})
    assert refused.status_code == 422
    assert "Courts decide" in content_of(refused)
    assert str(refused.context["form"]["organisation"].value()) == str(make.organisation(make.COURTS).pk)
    assert not PassingOn.objects.exists()
    actions.set_residence(case, by=worker, status=code("residence_status:no_lawful_stay"), since=date(2026, 11, 2))
    assert client.post(url, {**sent, "submission_key": uuid4()}).status_code == 302


def test_where_nothing_can_be_passed_on_the_page_leads_to_what_comes_first(worker: User) -> None:
    case = make.opened_case(worker)
    without = content_of(get(worker, "pass_on", case))
    assert reverse("cases:residence", args=[case.number]) in without
    actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=None)
    ours = content_of(get(worker, "pass_on", case))
    assert reverse("cases:assess", args=[case.number]) in ours
    assert "<form" not in without + ours


def test_a_case_is_never_passed_on_to_the_centre_that_has_it(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen")
    with pytest.raises(Refusal, match="own_organisation"):
        actions.pass_on(case, by=worker, organisation=make.organisation(make.CENTRE))


def test_a_residence_status_since_a_day_not_known_holds_until_another_is_recorded(worker: User) -> None:
    case = make.opened_case(worker)
    client, url = client_of(worker), reverse("cases:residence", args=[case.number])
    sent = {"status": code("residence_status:no_lawful_stay").pk, "submission_key": uuid4()}
    assert client.post(url, sent).status_code == 302
    assert Stay.objects.get().since is None
    assert get(worker, "detail", case).context["body"].organisation.key == make.DECIDER
    day = {"since_day": "1", "since_month": "11", "since_year": "2026", "submission_key": uuid4()}
    assert client.post(url, {**day, "status": code("residence_status:eu_citizen").pk}).status_code == 302
    assert get(worker, "detail", case).context["body"].organisation.key == make.CENTRE


def test_where_a_consent_is_lacking_the_page_leads_to_recording_the_right_one(worker: User) -> None:
    case = make.opened_case(worker, stay="no_lawful_stay")
    body = make.organisation(make.DECIDER)
    OrganisationNameFactory(organisation=body)
    url = f"{reverse('cases:consent', args=[case.number])}?purpose=consent_purpose%3Apassing_on"
    assert f'href="{url}"' in get(worker, "pass_on", case).content.decode()
    form = client_of(worker).get(url).context["form"]
    assert (form["purpose"].value(), form["recipient"].value()) == ("consent_purpose:passing_on", str(body.pk))
    sent = {"purpose": "consent_purpose:passing_on", "recipient": body.pk, "text_version": "1", "evidence": "oral"}
    day = {"given_on_day": "1", "given_on_month": "11", "given_on_year": "2026", "submission_key": uuid4()}
    assert client_of(worker).post(url, {**sent, **day}).status_code == 302
    given = Consent.objects.get()
    assert get(worker, "pass_on", case).context["form"]["consent"].value() == str(given.pk)


def test_a_case_is_shared_only_with_those_among_whom_somebody_may_read_it(worker: User) -> None:
    case = make.opened_case(worker)
    reader, without = make.partner().membership.organisation, OrganisationNameFactory().organisation
    for organisation in (reader, make.organisation(make.CENTRE)):
        OrganisationNameFactory(organisation=organisation)
    groups = get(worker, "share", case).context["form"].fields["organisation"].choices[1:]
    assert [key for _kind, rows in groups for key, _name in rows] == [str(reader.pk)]
    consents = get(worker, "consent", case).context["form"].fields["recipient"].choices[1:]
    assert {key for _kind, rows in consents for key, _name in rows} == {str(reader.pk), str(without.pk)}


def test_what_other_answers_make_necessary_is_not_called_optional(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen")
    text = content_of(get(worker, "interview", case))
    assert "Consent to the interview</label>" in text
    assert 'Who was with the person?<span class="weight-normal"> (optional)' in text


def test_of_what_is_equally_urgent_ones_own_cases_come_before_the_inbox() -> None:
    user = UserFactory(
        organisation=make.organisation(make.CENTRE),
        organisation__unit=make.the_unit(),
        may=[*make.AT_THE_CENTRE, Permission.INBOX_LIST, Permission.REFERRAL_READ],
    )
    PartnerReferralFactory()
    make.opened_case(user)
    urls = [item.url.split("/")[1] for item in waiting_for(user)[0]]
    assert urls == ["cases", "inbox"]


def test_a_partner_with_a_part_is_asked_for_nothing(worker: User) -> None:
    ngo = make.partner()
    case = make.opened_case(worker, stay="eu_citizen")
    make.assessed(case, worker)
    for part in (CasePart.ASSESSMENT, CasePart.PERIOD):
        make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=part)
    assert asked(ngo, case) == []


def test_the_path_that_a_deciding_body_sees_begins_at_what_it_may_know(worker: User) -> None:
    body = make.decider(language="en")
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.interviewed(case, worker)
    make.passed_on(case, worker)
    steps = get(body, "detail", case).context["steps"]
    assert [step.state for step in steps] == ["current", "open", "open"]
    assert len(get(worker, "detail", case).context["steps"]) == 5


def passed_on(worker: User) -> Case:
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    return case


def shut_out(user: User, case: Case, by: User) -> None:
    actions.declare_conflict(case, by=by, user=user)


def test_an_open_case_without_anybody_at_work_waits_for_its_lead_with_its_deadline(worker: User) -> None:
    lead = make.unit_lead(language="en")
    case = make.opened_case(worker, stay="eu_citizen")
    make.interviewed(case, worker)
    make.assessed(case, worker)
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    assert home(lead) == []
    shut_out(worker, case, lead)
    waits = waiting_for(User.objects.get(pk=lead.pk))[0]
    assert [(item.due, item.urgency) for item in waits] == [(date(2026, 12, 3), Urgency.SOON)]
    Case.objects.filter(pk=case.pk).update(due=date(2026, 11, 1))
    assert [item.urgency for item in waiting_for(User.objects.get(pk=lead.pk))[0]] == [Urgency.OVERDUE]
    Case.objects.filter(pk=case.pk).update(in_danger=True)
    assert [item.urgency for item in waiting_for(User.objects.get(pk=lead.pk))[0]] == [Urgency.DANGER]


def test_a_closed_log_in_works_on_nothing(worker: User) -> None:
    lead = make.unit_lead(language="en")
    case = make.opened_case(worker)
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert home(lead) == ["nobody works on it"]
    assert asked(lead, case)[0] == "team"


def test_a_lead_who_is_alone_on_a_new_case_is_asked_to_give_it_to_somebody(worker: User) -> None:
    lead = make.unit_lead(language="en")
    case = make.opened_case(lead)
    assert asked(lead, case)[0] == "team"
    assert home(lead) == ["no interview yet"]  # she works on it herself


def test_whoever_is_about_to_move_can_still_be_shut_out_and_whoever_comes_later_is_not_named(worker: User) -> None:
    lead, coming = make.unit_lead(), make.caseworker()
    case = make.opened_case(worker)
    worker.memberships.update(until=date(2027, 1, 1))
    coming.memberships.update(since=date(2027, 1, 1))
    url = reverse("cases:team", args=[case.number])
    offered = str(client_of(lead).get(url).context["form"].fields["user"].choices)
    assert str(coming.pk) not in offered
    sent = {"user": worker.pk, "what": "conflict", "submission_key": uuid4()}
    assert client_of(lead).post(url, sent).status_code == 302
    assert get(worker, "detail", case).status_code == 404


def test_somebody_of_an_organisation_with_access_can_be_shut_out_and_not_put_on_the_team(worker: User) -> None:
    lead, ngo, stranger = make.unit_lead(), make.partner(), make.partner()
    case = make.opened_case(worker)
    make.ShareFactory(case=case, organisation=ngo.membership.organisation)
    url, client = reverse("cases:team", args=[case.number]), client_of(lead)
    assert str(stranger.pk) not in str(client.get(url).context["form"].fields["user"].choices)
    assert client.post(url, {"user": ngo.pk, "what": "assign", "submission_key": uuid4()}).status_code == 422
    assert client.post(url, {"user": ngo.pk, "what": "conflict", "submission_key": uuid4()}).status_code == 302
    assert get(ngo, "detail", case).status_code == 404


def test_a_status_without_a_day_is_refused_where_another_has_one(worker: User) -> None:
    case = make.opened_case(worker, stay="no_lawful_stay")
    sent = {"status": code("residence_status:eu_citizen").pk, "submission_key": uuid4()}
    answer = client_of(worker).post(reverse("cases:residence", args=[case.number]), sent)
    assert answer.status_code == 422
    assert "since" in answer.context["form"].errors
    assert get(worker, "detail", case).context["body"].organisation.key == make.DECIDER


@given(
    stays=st.lists(
        st.tuples(
            st.sampled_from(["eu_citizen", "no_lawful_stay"]),
            st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 11, 30))),
        ),
        max_size=5,
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_lists_and_pages_read_the_same_residence_status(stays: list[tuple[str, date | None]]) -> None:
    person, at = make.PersonFactory(), datetime(2026, 11, 1, tzinfo=UTC)
    case = make.CaseFactory(person=person)
    for nth, (status, since) in enumerate(stays):
        more = {"status": code(f"residence_status:{status}"), "since": since, "created_at": at + timedelta(nth)}
        Stay.objects.create(person=person, **more)
    today = date(2026, 11, 15)
    listed = Case.objects.annotate(stay=stay_on_day(today)).get(pk=case.pk)
    assert listed.stay == residence_on(person, today)


def test_nobody_starts_a_period_in_an_emergency(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen")
    make.assessed(case, worker)
    helper = UserFactory(
        organisation=make.organisation(make.CENTRE),
        organisation__unit=make.the_unit(),
        may=[*make.AT_THE_CENTRE, Permission.CASE_BREAK_GLASS],
    )
    actions.break_glass(case.number, by=helper, reason="Hun er på vej.")
    assert asked(helper, case) == ["clock"]
    assert get(helper, "clock_start", case, "restitution").status_code == 404
    assert [view.acts for view in get(helper, "clock", case).context["views"]] == [[]]
    fresh = make.opened_case(worker, stay="eu_citizen")
    actions.break_glass(fresh.number, by=helper, reason="Hun er på vej.")
    assert asked(helper, fresh) == ["consent", "interview"]  # and nobody decides


def test_only_the_body_that_has_the_case_and_decides_it_today_is_asked_to_decide(worker: User) -> None:
    body, ngo = (
        make.decider(language="en"),
        UserFactory(organisation=OrganisationFactory(), may=[*make.PARTNER, Permission.CASE_DECIDE]),
    )
    case = passed_on(worker)
    for part in (CasePart.ASSESSMENT, CasePart.PERSON, CasePart.PERIOD):
        make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=part)
    assert (home(body), asked(body, case)) == (["awaits your decision"], ["decide"])
    assert asked(ngo, case) == []
    assert "awaits your decision" not in home(ngo)
    actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=date(2026, 11, 10))
    assert (home(body), asked(body, case)) == ([], [])


def test_what_was_taken_back_from_the_deciding_body_no_longer_waits_there(worker: User) -> None:
    body = make.decider(language="en")
    case = passed_on(worker)
    actions.end_share(Share.objects.get(case=case, part=CasePart.ASSESSMENT), by=worker)
    assert (home(body), asked(body, case)) == ([], [])


def test_home_asks_for_a_period_only_where_the_page_does(worker: User) -> None:
    body, ngo = (
        make.decider(language="en"),
        UserFactory(organisation=OrganisationFactory(), may=[*make.PARTNER, Permission.CLOCK_START]),
    )
    case = passed_on(worker)
    make.assessed(case, body)
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.PERIOD)
    assert "may have a period now" not in home(ngo)  # which would tell the outcome
    assert (home(body), asked(body, case)) == (["may have a period now"], ["clock/reflection/start"])
    actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=date(2026, 11, 10))
    assert (home(body), asked(body, case)) == ([], [])
    assert home(worker) == ["there is a decision", "may have a period now"]
    assert asked(worker, case) == ["clock/restitution/start"]


def test_home_asks_for_a_period_for_some_weeks_and_tells_a_decision_for_some_days(
    worker: User, clock: time_machine.Traveller
) -> None:
    colleague = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    actions.assign(case, by=worker, user=colleague)
    first = make.assessed(case, worker)
    later = make.assessed(case, worker, predecessor=first.pk, on=date(2026, 11, 4))
    assert later.predecessor == first
    assert home(User.objects.get(pk=colleague.pk)).count("der er truffet afgørelse") == 1
    clock.shift(timedelta(days=8))
    assert "der er truffet afgørelse" not in home(colleague)
    assert "kan få en periode nu" in home(colleague)
    clock.shift(timedelta(days=30))
    assert home(colleague) == []
    assert asked(colleague, case) == ["clock/restitution/start"]


def test_a_case_is_passed_on_once_and_a_withdrawn_consent_takes_it_back_whole(worker: User) -> None:
    case = passed_on(worker)
    ground = code("disclosure_ground:danger_to_life")
    with pytest.raises(Refusal, match="passed_on_already"):
        actions.pass_on(case, by=worker, organisation=make.organisation(make.DECIDER), ground=ground)
    actions.withdraw_consent(Consent.objects.get(purpose="consent_purpose:passing_on"), by=worker)
    assert get(make.decider(), "detail", case).status_code == 404
    assert asked(worker, case)[-2:] == ["consent", "pass-on"]  # the one withdrawn does not count


def test_a_consent_to_another_body_is_not_the_one_that_is_needed(worker: User) -> None:
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.consent_to(case, worker, make.organisation(make.COURTS))
    assert "consent" in asked(worker, case)
    assert get(worker, "pass_on", case).context["form"]["consent"].value() is None


def test_a_child_needs_no_means_and_a_corrected_situation_is_none(worker: User) -> None:
    case = make.opened_case(worker, stay="eu_citizen", may_be_child=True)
    make.interviewed(case, worker)
    situation = make.SituationFactory(case=case)
    for element in ("act", "purpose"):
        make.ElementFactory(situation=situation, code=code(f"trafficking_element:{element}_one"))
    assert asked(worker, case) == ["assess"]
    corrected = actions.add_situation(case, by=worker, form=situation.form, corrects=situation)
    assert asked(worker, case) == ["element", "assess"]
    assert corrected.corrects == situation


def test_the_decider_is_told_what_is_not_open_and_not_that_it_is_empty(worker: User) -> None:
    body = make.decider(language="en")
    case = passed_on(worker)
    make.SituationFactory(case=case)
    actions.end_share(Share.objects.get(case=case, part=CasePart.SITUATION), by=worker)
    text = content_of(get(body, "decide", case))
    assert "This part has not been opened to you." in text
    assert "has written nothing here" not in text


def test_why_a_body_decides_is_not_told_where_the_person_is_not_open(worker: User) -> None:
    ngo = make.partner()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.ASSESSMENT)
    assert get(ngo, "detail", case, part="assessment").context["because"].endswith("træffer afgørelse.")
    assert get(worker, "detail", case).context["because"].endswith("decides")


def test_a_closed_case_offers_no_road_to_a_decision_and_takes_no_status(worker: User) -> None:
    case = make.opened_case(worker, stay="no_lawful_stay")
    actions.close_case(case, by=worker, reason=code("closing_reason:completed"))
    assert not get(worker, "detail", case, part="assessment").context["may"]["pass_on"]
    with pytest.raises(Refusal, match="case_closed"):
        actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=None)


def test_an_organisation_reads_only_if_a_log_in_there_is_open_and_its_role_approved(worker: User) -> None:
    closed, waiting = make.partner(), make.partner()
    User.objects.filter(pk=closed.pk).update(is_active=False)
    waiting.role_grants.update(granted_by=worker, approved_on=None)
    found = organisations_holding(Permission.CASE_READ)
    assert worker.membership.organisation_id in found
    assert closed.membership.organisation_id not in found
    assert waiting.membership.organisation_id not in found


def test_a_partner_reads_what_is_open_for_what_and_until_when(worker: User) -> None:
    ngo = make.partner(language="en")
    case = make.opened_case(worker)
    for part in (CasePart.PERIOD, CasePart.SITUATION):
        make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=part)
    make.ShareFactory(case=case, part=CasePart.NOTE)  # another organisation's
    text = get(ngo, "detail", case).content.decode()
    assert "Open to you" in text
    assert [len(row.parts) for row in get(ngo, "detail", case).context["opened"]] == [2]  # one line, not another's part
    assert "until 31 December 2027" in text
    assert "Open to you" not in get(worker, "detail", case).content.decode()


def test_a_consent_recorded_in_another_tab_is_offered_when_the_talk_is_sent_and_no_word_is_lost(worker: User) -> None:
    case = make.opened_case(worker)
    url, client = reverse("cases:interview", args=[case.number]), client_of(worker)
    assert 'target="_blank"' in client.get(url).content.decode()
    day = {"held_on_day": "1", "held_on_month": "11", "held_on_year": "2026"}
    sent = {"kind": "interview", "place_kind": code("interview_place:centre").pk, "summary": "Hun fortalte", **day}
    consent = make.consent_to(case, worker, None, "interview")
    answer = client.post(url, {**sent, "submission_key": uuid4()})
    assert answer.status_code == 422
    assert "Hun fortalte" in answer.content.decode()
    assert f'value="{consent.pk}"' in answer.content.decode()
    assert client.post(url, {**sent, "consent": consent.pk, "submission_key": uuid4()}).status_code == 302
