"""What a case asks for next, of whom, and what home says of it: from the referral to the period."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import OrganisationNameFactory, code
from tests.factories.referrals import PartnerReferralFactory
from tests.pages import content_of
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.design.waiting import waiting_for
from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, Consent, PassingOn, Stay
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
    assert asked(reader, case) == [f"/inbox/{referral.reference}", "interview", "residence"]
    assert reverse("inbox:open", args=[referral.reference]) in get(reader, "detail", case).content.decode()


def test_a_case_that_nobody_works_on_waits_for_its_lead_to_give_it_to_somebody(worker: User) -> None:
    lead = make.unit_lead(language="en")
    hotline = UserFactory(
        organisation=make.organisation(make.CENTRE), organisation__unit=make.the_unit(), may=[Permission.CASE_CREATE]
    )
    case = make.opened_case(hotline, stay="eu_citizen")
    assert asked(lead, case)[0] == "team"
    assert "nobody works on it yet" in home(lead)
    actions.assign(case, by=lead, user=worker)
    assert "team" not in asked(lead, case)
    assert "nobody works on it yet" not in home(lead)


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
    case = make.opened_case(worker)
    assert "Record the residence status" in content_of(get(worker, "pass_on", case))
    assert "<form" not in content_of(get(worker, "pass_on", case))
    actions.set_residence(case, by=worker, status=code("residence_status:no_lawful_stay"), since=None)
    make.consent_to(case, worker, make.organisation(make.DECIDER))
    shown = get(worker, "pass_on", case).context["form"]
    assert [field.name for field in shown.visible_fields()] == ["consent", "ground"]
    sent = {"organisation": shown["organisation"].value(), "consent": shown["consent"].value()}
    stays = iter((date(2026, 11, 1), date(2026, 11, 2)))
    actions.set_residence(case, by=worker, status=code("residence_status:eu_citizen"), since=next(stays))
    url, client = reverse("cases:pass_on", args=[case.number]), client_of(worker)
    assert client.post(url, {**sent, "submission_key": uuid4()}).status_code == 422
    assert not PassingOn.objects.exists()
    actions.set_residence(case, by=worker, status=code("residence_status:no_lawful_stay"), since=next(stays))
    assert client.post(url, {**sent, "submission_key": uuid4()}).status_code == 302


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
    urls = [item.url.split("/")[1] for item in waiting_for(user)]
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
