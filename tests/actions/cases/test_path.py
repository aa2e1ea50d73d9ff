"""From opening to decision: what each act writes, and what it refuses."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import code
from tests.factories.referrals import ReferralFactory
from varsel.base.audit.models import Event
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.access import visible_to
from varsel.casework.cases.models import (
    Assessment,
    Case,
    CaseReferral,
    ClockEvent,
    Consent,
    ConsentWithdrawal,
    Person,
    TeamMember,
)
from varsel.casework.cases.models.cases import NEVER
from varsel.casework.cases.queries import facts
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.actions.deciding import last_decision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()


def status_of(case: Case) -> str:
    case.refresh_from_db()
    return case.status


def refusal(code_: str, field: str = "") -> object:
    return pytest.raises(Refusal, check=lambda error: (error.code, error.field) == (code_, field))


def test_whoever_opens_a_case_is_on_its_team_and_the_log_says_so() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, working_name="Solsort")
    assert case.person.working_name.open("test") == "Solsort"
    assert TeamMember.objects.get(case=case).user == worker
    assert [one.organisation.key for one in case.person.registrations.all()] == [make.CENTRE]
    assert Event.objects.filter(subject_id=case.pk).values_list("verb", flat=True)[0] == "case:open"


def test_one_person_may_have_several_cases_over_the_years() -> None:
    worker = make.caseworker()
    first = make.opened_case(worker)
    second = make.opened_case(worker, person=first.person)
    assert second.person == first.person
    assert second.number != first.number


def test_the_path_of_a_case_with_lawful_stay_ends_at_the_centre() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    assert status_of(case) == Status.NEW
    make.interviewed(case, worker)
    assert status_of(case) == Status.CLARIFYING
    decision = make.assessed(case, worker)
    assert status_of(case) == Status.DECIDED
    assert (decision.organisation.key, decision.rule) == (make.CENTRE, "lawful")
    assert decision.grounds.count() == 3
    assert decision.reason.open("test").startswith("Fordi")


def test_the_centre_cannot_decide_for_somebody_without_lawful_stay() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="no_lawful_stay")
    with refusal("not_competent") as refused:
        make.assessed(case, worker)
    assert make.DECIDER in str(refused.value.remedy)


def test_who_decides_is_unknown_until_the_residence_status_is_recorded() -> None:
    worker = make.caseworker()
    with refusal("not_competent"):
        make.assessed(make.opened_case(worker), worker)


def test_who_decides_follows_from_the_status_on_the_day_of_the_decision() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    unlawful = code("residence_status:no_lawful_stay")
    actions.set_residence(case, by=worker, status=unlawful, since=date(2026, 11, 10))
    make.assessed(case, worker, on=date(2026, 11, 9))
    with refusal("not_competent"):
        make.assessed(case, worker, on=date(2026, 11, 10), predecessor=Assessment.objects.get().pk)


def test_the_immigration_service_decides_what_was_passed_on_to_it() -> None:
    worker, body = make.caseworker(), make.decider()
    case = make.opened_case(worker, stay="asylum_seeker")
    make.passed_on(case, worker)
    assert status_of(case) == Status.WITH_DECIDER
    assert make.assessed(case, body).organisation.key == make.DECIDER
    assert {one.organisation.key for one in case.person.registrations.all()} == {make.CENTRE, make.DECIDER}


def test_passing_on_needs_a_consent_of_its_own_to_that_body() -> None:
    worker, body = make.caseworker(), make.organisation(make.DECIDER)
    case = make.opened_case(worker, stay="no_lawful_stay")
    with refusal("consent_missing", "consent"):
        actions.pass_on(case, by=worker, organisation=body)
    with refusal("consent_for_another_purpose", "consent"):
        actions.pass_on(case, by=worker, organisation=body, consent=make.consent_to(case, worker, body, "sharing"))
    to_another = make.consent_to(case, worker, make.organisation(make.CENTRE))
    with refusal("consent_for_another", "consent"):
        actions.pass_on(case, by=worker, organisation=body, consent=to_another)
    with refusal("not_the_deciding_body", "organisation"):
        actions.pass_on(case, by=worker, organisation=make.organisation(make.CENTRE), consent=to_another)


def test_passing_on_may_rest_on_a_recorded_legal_ground_but_not_on_both() -> None:
    worker, body = make.caseworker(), make.organisation(make.DECIDER)
    case = make.opened_case(worker, stay="no_lawful_stay")
    ground = code("disclosure_ground:danger_to_life")
    with refusal("consent_and_ground", "ground"):
        actions.pass_on(case, by=worker, organisation=body, ground=ground, consent=make.consent_to(case, worker, body))
    assert actions.pass_on(case, by=worker, organisation=body, ground=ground).consent is None


def test_a_withdrawn_consent_closes_at_once_what_was_opened_under_it() -> None:
    worker, body = make.caseworker(), make.organisation(make.DECIDER)
    case = make.opened_case(worker, stay="no_lawful_stay")
    consent = make.consent_to(case, worker, body)
    passing = actions.pass_on(case, by=worker, organisation=body, consent=consent)
    actions.withdraw_consent(consent, by=worker)
    assert all(hasattr(share, "end") for share in passing.shares.all())
    with refusal("consent_withdrawn", "consent"):
        actions.pass_on(case, by=worker, organisation=body, consent=consent)
    with refusal("withdrawn_already"):
        actions.withdraw_consent(consent, by=worker)
    assert ConsentWithdrawal.objects.count() == 1


def test_of_two_who_decide_at_once_only_one_succeeds() -> None:
    worker, colleague = make.caseworker(), make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    elements = make.grounds(case)
    make.assessed(case, worker, elements=elements, predecessor=None)
    with refusal("decided_meanwhile"):
        make.assessed(case, colleague, outcome="not_assessed", elements=elements, predecessor=None)
    assert Assessment.objects.count() == 1


def test_the_database_itself_refuses_a_second_first_decision_and_a_second_successor() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    first = make.assessed(case, worker)
    second = make.assessed(case, worker, outcome="withdrawn", predecessor=first.pk)
    for predecessor in (None, first):
        copy = Assessment.objects.get(pk=second.pk)
        copy.pk, copy.predecessor, copy.reason = None, predecessor, ""
        copy.__dict__["id"] = uuid4()
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_an_outcome_needs_the_grounds_that_the_law_asks_for() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    act, _means, purpose = make.grounds(case)
    with refusal("grounds_missing", "elements"):
        make.assessed(case, worker, elements=[act, purpose])
    person = case.person
    actions.describe_person(case, by=worker, version=person.version, birth_year=2010)
    assert make.assessed(case, worker, elements=[act, purpose]).is_child


def test_an_outcome_is_one_of_the_list_on_the_day_of_the_decision() -> None:
    """Exploitation without trafficking exists from 1 June 2022 (Penal Code s. 262 b)."""
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    code("assessment_outcome:exploitation_without_trafficking")
    code("assessment_outcome:abolished")
    Code.objects.filter(code="exploitation_without_trafficking").update(valid_from=date(2022, 6, 1))
    Code.objects.filter(code="abolished").update(valid_to=date(2022, 5, 31))
    with refusal("not_in_force", "outcome"):
        make.assessed(case, worker, outcome="exploitation_without_trafficking", on=date(2022, 5, 31))
    with refusal("not_in_force", "outcome"):
        make.assessed(case, worker, outcome="abolished", on=date(2022, 6, 1))
    first = make.assessed(case, worker, outcome="abolished", on=date(2022, 5, 31))
    second = make.assessed(
        case, worker, outcome="exploitation_without_trafficking", on=date(2022, 6, 1), predecessor=first.pk
    )
    assert second.predecessor == first


def test_a_ground_from_another_case_is_no_ground() -> None:
    worker = make.caseworker()
    case, other = (make.opened_case(worker, stay="eu_citizen") for _ in range(2))
    with refusal("ground_not_in_file", "elements"):
        make.assessed(case, worker, elements=make.grounds(other))


def test_only_what_was_decided_can_be_withdrawn_and_not_into_the_future() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    with refusal("nothing_to_withdraw", "outcome"):
        make.assessed(case, worker, outcome="withdrawn")
    with refusal("in_future", "decided_on"):
        make.assessed(case, worker, on=date(2026, 11, 22))
    first = make.assessed(case, worker)
    with refusal("before_earlier", "decided_on"):
        make.assessed(case, worker, on=date(2026, 11, 1), predecessor=first.pk)


def test_the_reflection_period_starts_by_the_immigration_service_and_nobody_else() -> None:
    worker, body = make.caseworker(), make.decider()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    with refusal("not_the_decider"):
        actions.start_clock(case, by=worker, clock="reflection", on=date(2026, 11, 3))
    assert case.due == NEVER
    actions.start_clock(case, by=body, clock="reflection", on=date(2026, 11, 3))
    case.refresh_from_db()
    assert (case.due, case.due_clock) == (date(2026, 12, 3), "reflection")
    actions.extend_clock(case, by=body, clock="reflection", on=date(2026, 11, 20), days=30, ground="special_reasons")
    case.refresh_from_db()
    assert case.due == date(2027, 1, 2)


def test_the_restitution_period_is_the_centres_own() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    event = actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    assert event.decided_by.key == make.CENTRE


def test_a_clock_refuses_at_the_field_what_its_rule_does_not_allow() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    with refusal("beyond_cap", "days"):
        actions.extend_clock(
            case, by=worker, clock="restitution", on=date(2026, 11, 20), days=91, ground="special_reasons"
        )
    with refusal("in_future", "on"):
        actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 22))
    assert ClockEvent.objects.count() == 1


def test_an_ended_period_leaves_no_deadline_and_the_case_can_be_closed_and_reopened() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    make.interviewed(case, worker)
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    reason = code("closing_reason:completed")
    with refusal("clock_runs"):
        actions.close_case(case, by=worker, reason=reason)
    actions.end_clock(case, by=worker, clock="restitution", on=date(2026, 11, 20))
    actions.close_case(case, by=worker, reason=reason)
    assert status_of(case) == Status.CLOSED
    with refusal("case_closed"):
        make.interviewed(case, worker)
    actions.reopen_case(case, by=worker)
    assert status_of(case) == Status.CLARIFYING
    assert case.due == NEVER


def test_an_interview_needs_the_persons_consent_a_contact_does_not() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker)
    place = code("interview_place:centre")
    with refusal("consent_missing", "consent"):
        actions.hold_interview(case, by=worker, kind="interview", held_on=date(2026, 11, 1), place_kind=place)
    actions.hold_interview(case, by=worker, kind="contact", held_on=date(2026, 11, 1), place_kind=place)
    assert status_of(case) == Status.NEW


def test_a_correction_names_what_it_corrects_and_leaves_it_standing() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker)
    note = actions.add_note(case, by=worker, text="Hun rejste i maj.")
    better = actions.correct_note(note, by=worker, text="Hun rejste i juni.")
    assert better.corrects == note
    assert note.text.open("test") == "Hun rejste i maj."
    with refusal("corrected_already"):
        actions.correct_note(note, by=worker, text="Hun rejste i juli.")
    with refusal("empty", "text"):
        actions.add_note(case, by=worker, text="  ")


def test_a_share_has_parts_a_last_day_and_a_consent_or_a_ground() -> None:
    worker, ngo = make.caseworker(), make.OrganisationFactory()
    case = make.opened_case(worker)
    support = code("sharing_purpose:support")
    consent = make.consent_to(case, worker, ngo, "sharing")
    last = date(2026, 12, 1)
    good = {"organisation": ngo, "purpose": support, "last_day": last, "consent": consent}
    with refusal("no_parts", "parts"):
        actions.share(case, by=worker, parts=[], **good)
    with refusal("in_past", "last_day"):
        actions.share(case, by=worker, parts=[CasePart.PERSON], **{**good, "last_day": date(2026, 11, 20)})
    with refusal("own_organisation", "organisation"):
        actions.share(
            case, by=worker, parts=[CasePart.PERSON], **{**good, "organisation": make.organisation(make.CENTRE)}
        )
    with refusal("consent_missing", "consent"):
        actions.share(case, by=worker, parts=[CasePart.PERSON], **{**good, "consent": None})
    [shared] = actions.share(case, by=worker, parts=[CasePart.PERSON], **good)
    actions.end_share(shared, by=worker)
    with refusal("ended_already"):
        actions.end_share(shared, by=worker)


def test_a_conflict_of_interest_ends_the_seat_on_the_team() -> None:
    worker, lead = make.caseworker(), make.unit_lead()
    case = make.opened_case(worker)
    actions.declare_conflict(case, by=lead, user=worker)
    assert not TeamMember.objects.filter(case=case, user=worker, until=None).exists()
    with refusal("has_conflict", "user"):
        actions.assign(case, by=lead, user=worker)


def test_whose_roles_open_no_case_is_not_put_on_a_team() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker)
    analyst = UserFactory(organisation=make.organisation(make.CENTRE), may=["statistics:live"])
    with refusal("has_no_cases", "user"):
        actions.assign(case, by=worker, user=analyst)


def test_the_team_is_of_the_centre_and_never_empty() -> None:
    worker, colleague = make.caseworker(), make.caseworker()
    case = make.opened_case(worker)
    with refusal("not_of_the_centre", "user"):
        actions.assign(case, by=worker, user=make.partner())
    with refusal("last_on_team", "user"):
        actions.unassign(case, by=worker, user=worker)
    actions.assign(case, by=worker, user=colleague)
    actions.unassign(case, by=worker, user=worker)
    assert [seat.user for seat in TeamMember.objects.filter(until=None)] == [colleague]


def test_a_date_of_birth_decides_who_is_a_child_and_stays_sealed() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, may_be_child=True)
    assert Case.objects.get().is_child
    person = case.person
    actions.describe_person(case, by=worker, version=person.version, birth_date="2000-02-29", cpr="290200-1234")
    assert not Case.objects.get().is_child
    assert len(Person.objects.get().cpr_index) == 64
    with refusal("changed_meanwhile"):
        actions.describe_person(case, by=worker, version=1, birth_date="2010-01-01")
    with refusal("no_such_date", "birth_date"):
        actions.describe_person(case, by=worker, version=2, birth_date="31/2")
    with refusal("born_in_future", "birth_date"):
        actions.describe_person(case, by=worker, version=2, birth_date="2027-01-01")


def test_the_identity_opens_for_a_purpose_and_the_log_names_it() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker)
    actions.describe_person(case, by=worker, version=1, names="Maria Ionescu")
    with refusal("purpose_missing", "purpose"):
        actions.open_identity(case, by=worker, purpose="curiosity")
    assert actions.open_identity(case, by=worker, purpose="contact")["names"] == "Maria Ionescu"
    event = Event.objects.get(verb="identity:open")
    assert (event.purpose, "names" in event.fields) == ("contact", True)


def test_no_event_holds_a_word_of_what_was_written() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, working_name="Solsort")
    actions.add_note(case, by=worker, text="Hemmelighed")
    written = " ".join(str(row) for row in Event.objects.values_list())
    assert "Solsort" not in written
    assert "Hemmelighed" not in written


def test_projections_are_what_the_facts_give_and_a_wrong_one_is_found() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    make.interviewed(case, worker)
    actions.start_clock(case, by=worker, clock="restitution", on=date(2026, 11, 3))
    assert actions.check_projections() == []
    Case.objects.update(status=Status.DECIDED)
    assert actions.check_projections() == [case.pk]


def test_an_act_that_is_killed_between_two_writes_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    elements = make.grounds(case)
    monkeypatch.setattr("varsel.casework.cases.actions.decisions.refresh", lambda _case: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make.assessed(case, worker, elements=elements)
    assert not Assessment.objects.exists()
    assert status_of(case) == Status.NEW
    assert actions.check_projections() == []


def test_a_referral_becomes_a_case_in_one_act_and_its_sender_is_on_the_lists() -> None:
    worker, ngo = make.caseworker(), make.OrganisationFactory(key="ngo")
    referral = ReferralFactory(organisation=ngo)
    case = actions.open_from_referral(referral, by=worker, after=None, unit=make.the_unit(), working_name="Viben")
    referral.refresh_from_db()
    assert referral.outcome == "opened"
    assert CaseReferral.objects.get().case == case
    assert {one.organisation.key for one in case.person.registrations.all()} == {make.CENTRE, "ngo"}


def test_a_referral_is_joined_once_to_a_case_and_one_who_was_overtaken_opens_nothing() -> None:
    worker = make.caseworker()
    case, referral = make.opened_case(worker), ReferralFactory()
    actions.join_referral(case, by=worker, referral=referral, after=None)
    with refusal("joined_already"):
        actions.join_referral(case, by=worker, referral=referral, after=None)
    with refusal("triaged_meanwhile"), transaction.atomic():
        actions.open_from_referral(referral, by=worker, after=None, unit=make.the_unit(), working_name="Viben")
    assert Case.objects.count() == 1


def test_each_person_of_a_referral_gets_a_case_and_counts_once() -> None:
    worker, ngo = make.caseworker(), make.OrganisationFactory(key="ngo")
    known = make.opened_case(worker, stay="eu_citizen")
    make.assessed(known, worker)
    referral = ReferralFactory(organisation=ngo, persons=3)
    waits = []
    for name in ("Viben", "Stæren"):
        last = last_decision(referral)
        made = {"unit": make.the_unit(), "working_name": name}
        new = actions.open_from_referral(referral, by=worker, after=last and last.pk, **made)
        make.interviewed(new, worker)
        waits.append(referral.awaits_centre)
    actions.join_referral(known, by=worker, referral=referral, after=last_decision(referral).pk)  # type: ignore[union-attr]
    assert (waits, referral.awaits_centre) == ([True, True], False)
    assert CaseReferral.objects.filter(referral=referral).values("case__person").distinct().count() == 3
    rows = list(facts(on=date(2026, 11, 21)))
    assert sorted(row.outcome for row in rows) == ["assessed", "presumed", "presumed"]
    assert len({row.person for row in rows}) == 3
    assert all("ngo" in row.lists for row in rows)


def test_a_period_is_for_those_whose_residence_status_its_rule_names() -> None:
    worker, body = make.caseworker(), make.decider()
    citizen, stranger = (make.opened_case(worker, stay=stay) for stay in ("eu_citizen", "no_lawful_stay"))
    with refusal("not_for_this_status"):
        actions.start_clock(citizen, by=body, clock="reflection", on=date(2026, 11, 3))
    with refusal("not_for_this_status"):
        actions.start_clock(stranger, by=worker, clock="restitution", on=date(2026, 11, 3))
    assert actions.start_clock(stranger, by=body, clock="reflection", on=date(2026, 11, 3)).seq == 1


def test_an_application_comes_before_the_decision_about_it() -> None:
    body, worker = make.decider(), make.caseworker()
    case = make.opened_case(worker, stay="no_lawful_stay")
    start = {"by": body, "clock": "reflection", "on": date(2026, 11, 3)}
    with refusal("asked_after_decision", "asked_on"):
        actions.start_clock(case, **start, asked_on=date(2026, 11, 4))
    actions.start_clock(case, **start, asked_on=date(2026, 11, 3))
    with refusal("asked_after_decision", "asked_on"):
        actions.extend_clock(
            case,
            by=body,
            clock="reflection",
            on=date(2026, 11, 10),
            days=10,
            ground="special_reasons",
            asked_on=date(2026, 11, 30),
        )


def test_the_immigration_service_decides_nothing_that_was_not_passed_on_to_it() -> None:
    worker, body = make.caseworker(), make.decider()
    case = make.opened_case(worker, stay="no_lawful_stay")
    with refusal("not_passed_on"):
        make.assessed(case, body)
    make.passed_on(case, worker)
    actions.withdraw_consent(Consent.objects.get(case=case), by=worker)
    assert status_of(case) == Status.NEW
    with refusal("not_passed_on"):
        make.assessed(case, body)


def test_closing_a_case_closes_what_was_passed_on_without_a_last_day() -> None:
    worker, body = make.caseworker(), make.decider()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    assert visible_to(body).exists()
    actions.close_case(case, by=worker, reason=code("closing_reason:completed"))
    assert not visible_to(body).exists()
