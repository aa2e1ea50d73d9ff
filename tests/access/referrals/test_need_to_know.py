"""Once a case has taken a referral over, what was told is open to those who work on that case: everywhere alike."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.actions.referrals.test_attachments import picture
from tests.factories import cases as make
from tests.factories.accounts import UserFactory
from tests.factories.actors import UnitFactory
from tests.factories.referrals import CENTRE, HOTLINE, PARTNER, PartnerReferralFactory, ReferralFactory
from tests.pages import content_of
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.cases import actions as cases
from varsel.casework.cases.models import Case
from varsel.casework.referrals import access
from varsel.casework.referrals.actions.attachments import add_file
from varsel.casework.referrals.models import Attachment, Referral
from varsel.casework.referrals.queries.inbox import filtered
from varsel.casework.referrals.queries.waits import in_the_inbox
from varsel.casework.referrals.rules.lookup import By

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
AT_THE_CENTRE = [*CENTRE, *make.AT_THE_CENTRE]
LEADING = [*CENTRE, *make.LEADING]


def at_the_centre(*, leads: bool = False) -> User:
    organisation = make.organisation(make.CENTRE)
    may = LEADING if leads else AT_THE_CENTRE
    return UserFactory(organisation=organisation, organisation__unit=make.the_unit(), may=may, language="da")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def reads(user: User, referral: Referral) -> bool:
    """Whether the content is open to the user; every road to it must say the same."""
    client = browser(user)
    page = client.get(f"/inbox/{referral.reference}/")
    roads = {
        "list": access.visible_to(user).contains(referral),
        "filter": filtered(user, "all").contains(referral),
        "search": "Nygade" in client.post("/inbox/search/", {"text": referral.reference}).content.decode(),
        "detail": page.status_code == 200,
        "words": "Hun må ikke gå ud alene." in page.content.decode(),
        "file": client.get(f"/inbox/{referral.reference}/files/1/").status_code != 404,
        "answer": client.post(f"/inbox/{referral.reference}/ask/", {"text": ""}).status_code == 422,
        "decision": client.post(f"/inbox/{referral.reference}/decide/", {"outcome": "x"}).status_code == 422,
        "case": client.get(f"/cases/from/{referral.reference}/").status_code == 200,
    }
    assert len(set(roads.values())) == 1, roads
    return roads["list"]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    taken_by=st.sets(st.integers(0, 2)),
    seats=st.dictionaries(st.integers(0, 2), st.integers(-2, 1), max_size=2),
    conflicts=st.sets(st.integers(0, 2), max_size=1),
    in_unit=st.sets(st.integers(0, 2)),
    leads=st.booleans(),
)
def test_it_is_open_to_the_team_and_the_lead_of_a_case_that_took_it_over(
    taken_by: set[int], seats: dict[int, int], conflicts: set[int], in_unit: set[int], leads: bool
) -> None:
    """`seats` maps a case to the day, counted from today, on which the user's seat ends or (1) does not yet end."""
    other = UnitFactory(organisation=make.organisation(make.CENTRE))
    every = [make.CaseFactory(unit=make.the_unit() if at in in_unit else other) for at in range(3)]
    user = at_the_centre(leads=leads)
    for at, ends in seats.items():
        make.TeamMemberFactory(case=every[at], user=user, until=TODAY + timedelta(days=ends))
    for at in conflicts:
        make.ConflictFactory(case=every[at], user=user)
    referral = make.handed_over_referral(*[every[at] for at in taken_by]) if taken_by else ReferralFactory()
    own = {at for at, ends in seats.items() if ends > 0} | (in_unit if leads else set())
    expected = not taken_by & conflicts and (not taken_by or bool(taken_by & own))
    assert access.visible_to(user).contains(referral) == expected
    assert filtered(user, "all").contains(referral) == expected
    told = access.handed_over(user, access.one_by(By.REFERENCE, referral.reference))
    assert (told is not None) == (not expected and not taken_by & conflicts)


def with_a_file(referral: Referral) -> Referral:
    user = referral.user
    assert user is not None
    kept = add_file(submission_key=new_data_key(), by=user, upload=SimpleUploadedFile("a.jpg", picture()))
    Attachment.objects.filter(pk=kept.pk).update(referral=referral)
    return referral


@pytest.mark.parametrize("who", ["on the team", "leads the unit", "beside it", "leads another unit", "hotline"])
def test_every_road_to_a_referral_says_the_same(who: str) -> None:
    worker = at_the_centre()
    case = make.opened_case(worker)
    referral = with_a_file(make.handed_over_referral(case))
    elsewhere = UnitFactory(organisation=make.organisation(make.CENTRE))
    people = {
        "on the team": lambda: worker,
        "leads the unit": lambda: at_the_centre(leads=True),
        "beside it": at_the_centre,
        "leads another unit": lambda: UserFactory(
            organisation=make.organisation(make.CENTRE), organisation__unit=elsewhere, may=LEADING
        ),
        "hotline": lambda: UserFactory(may=[*HOTLINE, Permission.CASE_CREATE]),
    }
    assert reads(people[who](), referral) == (who in {"on the team", "leads the unit"})


def test_the_act_that_opens_a_case_closes_the_referral_to_the_others() -> None:
    make.the_rules()
    worker, beside = at_the_centre(), at_the_centre()
    referral = ReferralFactory()
    assert access.visible_to(beside).contains(referral)
    opened = cases.open_from_referral(referral, by=worker, unit=make.the_unit(), working_name="Mira", after=None)
    assert access.visible_to(worker).contains(referral)
    assert not access.visible_to(beside).contains(referral)
    cases.assign(opened, by=worker, user=beside)
    assert access.visible_to(beside).contains(referral)
    cases.unassign(opened, by=worker, user=beside)
    assert not access.visible_to(beside).contains(referral)


def test_who_breaks_the_glass_of_the_case_reads_its_referral_for_as_long(clock: Any) -> None:
    make.the_rules()
    elsewhere = UnitFactory(organisation=make.organisation(make.CENTRE))
    may = [*AT_THE_CENTRE, Permission.CASE_BREAK_GLASS]
    user = UserFactory(organisation=elsewhere.organisation, organisation__unit=elsewhere, may=may)
    case = make.opened_case(make.caseworker())
    referral = make.handed_over_referral(case)
    assert not access.visible_to(user).contains(referral)
    cases.break_glass(str(case), by=user, reason="Hun står på stationen.")
    assert access.visible_to(user).contains(referral)
    clock.shift(timedelta(hours=2, seconds=1))
    assert not access.visible_to(user).contains(referral)
    cases.break_glass(str(case), by=user, reason="Hun står der igen.")
    assert access.visible_to(user).contains(referral)
    make.ConflictFactory(case=case, user=user)
    assert not access.visible_to(user).contains(referral)


def test_joining_it_to_a_case_closes_it_to_the_others_too() -> None:
    make.the_rules()
    worker, beside = at_the_centre(), at_the_centre()
    case = make.opened_case(worker)
    referral = ReferralFactory()
    cases.join_referral(case, by=worker, referral=referral, after=None)
    assert access.visible_to(worker).contains(referral)
    assert not access.visible_to(beside).contains(referral)


def test_whoever_is_left_out_learns_number_day_and_outcome_and_keeps_what_was_being_written() -> None:
    referral, user = make.handed_over_referral(), at_the_centre()
    address, typed = f"/inbox/{referral.reference}/decide/", {"outcome": "no_action", "reason": "Det er en dublet."}
    answer = browser(user).post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert referral.reference in page
    assert "21. november 2026" in page
    assert "Det er en dublet." in page
    assert "Nygade" not in page
    assert Event.objects.get(code="handed_over").actor_id == user.pk


def test_the_team_comes_to_the_referral_from_the_case_and_whoever_it_is_shared_with_does_not() -> None:
    worker, partner = at_the_centre(), make.partner()
    case = make.opened_case(worker)
    referral = make.handed_over_referral(case)
    make.ShareFactory(case=case, organisation=partner.membership.organisation)
    link = f'href="/inbox/{referral.reference}/"'
    assert link in browser(worker).get(f"/cases/{case.number}/").content.decode()
    assert link not in browser(partner).get(f"/cases/{case.number}/").content.decode()
    make.ConflictFactory(case=make.CaseReferralFactory(referral=referral).case, user=worker)
    assert link not in browser(worker).get(f"/cases/{case.number}/").content.decode()


def test_whoever_wanted_to_open_a_case_too_is_told_that_there_is_one() -> None:
    referral, user = make.handed_over_referral(), at_the_centre()
    for address in ("from", "join"):
        answer = browser(user).post(f"/cases/{address}/{referral.reference}/", {})
        assert answer.status_code == 404
        assert "Sag oprettet, 21. november 2026" in answer.content.decode()
    assert Case.objects.count() == 1


def test_a_conflict_of_interest_hides_even_that_it_was_handled() -> None:
    case, user = make.CaseFactory(), at_the_centre()
    referral = make.handed_over_referral(case)
    make.ConflictFactory(case=case, user=user)
    known, unknown = (browser(user).get(f"/inbox/{each}/") for each in (referral.reference, "ZZZZZZZZ"))
    assert (known.status_code, unknown.status_code) == (404, 404)
    assert content_of(known) == content_of(unknown)


def test_an_answer_of_the_sender_waits_for_those_who_work_on_the_case_alone() -> None:
    worker, beside = at_the_centre(), at_the_centre()
    make.handed_over_referral(make.opened_case(worker), awaits_centre=True)
    assert len(in_the_inbox(worker)) == 1
    assert in_the_inbox(beside) == []


def test_where_no_room_says_whose_it_is_a_referral_that_was_handed_over_is_nobodys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worker = at_the_centre()
    referral = make.handed_over_referral(make.opened_case(worker))
    monkeypatch.setattr(access.referrals, "_takers", {})
    assert not access.visible_to(worker).contains(referral)


@pytest.mark.parametrize("leads", [False, True])
def test_the_inbox_asks_its_index_however_many_cases_there_are(leads: bool, query_budget: Any) -> None:
    user = at_the_centre(leads=leads)
    if connection.vendor == "sqlite":
        plan = filtered(user, "waiting")[:30].explain()
        assert "SCAN cases_case\n" not in plan, plan
    client = browser(user)

    def grow() -> list[Case]:
        found = make.CaseFactory.create_batch(5)
        for case in found:
            make.handed_over_referral(case)
        return found

    grow()
    query_budget.constant(lambda: client.get("/inbox/?show=all"), grow)


def sender_at_the_centre() -> User:
    may = [*AT_THE_CENTRE, Permission.REFERRAL_CREATE]
    return UserFactory(
        organisation=make.organisation(make.CENTRE), organisation__unit=make.the_unit(), may=may, language="da"
    )


def follows(user: User, referral: Referral) -> bool:
    """Whether the user follows it as its sender; every road to that must say the same."""
    client = browser(user)
    address = f"/sent/{referral.reference}/"
    roads = {
        "list": referral.reference in client.get("/sent/").content.decode(),
        "detail": client.get(address).status_code == 200,
        "answer": client.post(address, {"text": ""}).status_code == 422,
    }
    assert len(set(roads.values())) == 1, roads
    return roads["list"]


def test_a_conflict_of_interest_shuts_what_one_s_own_organisation_has_sent() -> None:
    case = make.CaseFactory()
    referral = make.handed_over_referral(case)
    colleague = UserFactory(organisation=referral.organisation, may=PARTNER)
    make.ConflictFactory(case=case, user=referral.user)
    assert not follows(referral.user, referral)
    assert follows(colleague, referral)
    known, unknown = (browser(referral.user).get(f"/sent/{each}/") for each in (referral.reference, "ZZZZZZZZ"))
    assert content_of(known) == content_of(unknown)


def test_what_the_centre_wrote_itself_is_followed_there_for_as_long_as_the_inbox_shows_it() -> None:
    worker, writer = sender_at_the_centre(), sender_at_the_centre()
    own = make.organisation(make.CENTRE)
    assert follows(writer, PartnerReferralFactory(organisation=own, user=writer))
    case = make.opened_case(worker)
    taken = make.handed_over_referral(case, organisation=own, user=writer)
    assert follows(worker, taken)
    assert not follows(writer, taken)
    assert "Sag oprettet, 21. november 2026" in browser(writer).get(f"/sent/{taken.reference}/").content.decode()
    make.TeamMemberFactory(case=case, user=writer)
    assert follows(writer, taken)
    make.ConflictFactory(case=case, user=writer)
    assert not follows(writer, taken)
