"""Who sees which case and which part of it: one answer for lists, details and what lies inside."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cases as make
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.actors import UnitFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.casework.cases import access, actions
from varsel.casework.cases.models import (
    Assessment,
    Case,
    ClockEvent,
    ConflictOfInterest,
    Consent,
    Interview,
    Note,
    PassingOn,
    Share,
    ShareEnd,
    Situation,
    TeamMember,
)
from varsel.casework.cases.rules.parts import ALL_PARTS, PARTS_FOR_DECISION, CasePart

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
NESTED = (Situation, Interview, Assessment, ClockEvent, Note, Consent, PassingOn, Share, TeamMember)


def may_read(user: User, case: Case) -> bool:
    try:
        access.require(user, case.number, Permission.CASE_READ)
    except Http404:
        return False
    return True


@dataclass(frozen=True)
class Line:
    """One share as a test draws it."""

    case: int
    part: CasePart
    starts_in: int
    lasts: int
    ended: bool


lines = st.builds(
    Line,
    case=st.integers(0, 3),
    part=st.sampled_from(list(CasePart)),
    starts_in=st.integers(-2, 1),
    lasts=st.integers(0, 3),
    ended=st.booleans(),
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    shares=st.lists(lines, max_size=5),
    team=st.dictionaries(st.integers(0, 3), st.tuples(st.integers(-2, 1), st.integers(0, 3)), max_size=3),
    conflicts=st.sets(st.integers(0, 3)),
    in_unit=st.sets(st.integers(0, 3)),
    leads=st.booleans(),
)
def test_what_is_seen_is_what_teams_shares_and_conflicts_say(
    shares: list[Line], team: dict[int, tuple[int, int]], conflicts: set[int], in_unit: set[int], leads: bool
) -> None:
    make.the_rules()
    other = UnitFactory(organisation=make.organisation(make.CENTRE))
    cases = [make.CaseFactory(unit=make.the_unit() if at in in_unit else other) for at in range(4)]
    user = make.unit_lead() if leads else make.caseworker()
    make_rows(user, cases, shares, team, conflicts)
    expected = [open_parts(at, shares, team, conflicts, in_unit if leads else set()) for at in range(4)]

    listed = set(access.visible_to(user).filter(pk__in=[case.pk for case in cases]))
    assert listed == {case for case, parts in zip(cases, expected, strict=True) if parts}
    for case, parts in zip(cases, expected, strict=True):
        assert may_read(user, case) == access.is_visible(user, case) == bool(parts)
        assert {part for part in CasePart if access.visible_to(user, part=part).contains(case)} == parts
    for part in CasePart:
        showing = {case.pk for case, parts in zip(cases, expected, strict=True) if part in parts}
        assert access.cases_showing(user, cases, part) == showing
    for case, parts in zip(cases, expected, strict=True):
        if parts:
            assert access.require(user, case.number, Permission.CASE_READ).parts == parts


def make_rows(user: User, cases: list[Case], shares: list[Line], team: Any, conflicts: set[int]) -> None:
    for line in shares:
        since = TODAY + timedelta(days=line.starts_in)
        share = make.ShareFactory(
            case=cases[line.case],
            organisation=make.organisation(make.CENTRE),
            part=line.part,
            since=since,
            last_day=since + timedelta(days=line.lasts),
            shared_by=user,
        )
        if line.ended:
            ShareEnd.objects.create(share=share, on=TODAY)
    for at, (starts_in, lasts) in team.items():
        since = TODAY + timedelta(days=starts_in)
        make.TeamMemberFactory(case=cases[at], user=user, since=since, until=since + timedelta(days=lasts))
    for at in conflicts:
        make.ConflictFactory(case=cases[at], user=user)


def open_parts(at: int, shares: list[Line], team: Any, conflicts: set[int], led: set[int]) -> set[CasePart]:
    """The same question answered without a database: which parts of case `at` are open today."""
    if at in conflicts:
        return set()
    starts_in, lasts = team.get(at, (1, 0))
    if at in led or starts_in <= 0 < starts_in + lasts:
        return set(ALL_PARTS)
    holding = [line for line in shares if line.starts_in <= 0 <= line.starts_in + line.lasts and not line.ended]
    return {line.part for line in holding if line.case == at}


def test_a_stranger_to_the_case_gets_the_same_answer_as_for_a_number_that_does_not_exist() -> None:
    make.the_rules()
    case = make.opened_case(make.caseworker())
    for user in (make.caseworker(), make.partner(), make.decider(), UserFactory(may=[])):
        assert not may_read(user, case)
        assert not access.visible_to(user).exists()
    with pytest.raises(Http404):
        access.require(make.caseworker(), "no number", Permission.CASE_READ)


def test_a_partner_sees_named_parts_and_may_do_nothing() -> None:
    make.the_rules()
    worker = make.caseworker()
    case = make.opened_case(worker)
    ngo = make.partner()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.SITUATION)
    make.SituationFactory(case=case)
    seen = access.require(ngo, case.number, Permission.CASE_READ)
    assert (seen.parts, seen.is_own) == ({CasePart.SITUATION}, False)
    assert access.within(seen, Situation).count() == 1
    assert [model for model in NESTED if model is not Situation and access.within(seen, model).exists()] == []
    for permission in set(Permission) - {Permission.CASE_READ, Permission.CASE_LIST}:
        with pytest.raises(Http404):
            access.require(ngo, case.number, permission)


def test_having_the_permission_does_not_help_where_the_case_is_only_shared() -> None:
    make.the_rules()
    worker, organisation = make.caseworker(), make.OrganisationFactory()
    case = make.opened_case(worker)
    make.ShareFactory(case=case, organisation=organisation)
    powerful = UserFactory(organisation=organisation, may=list(Permission))
    for permission in set(Permission) - access.FOR_PARTNERS:
        with pytest.raises(Http404):
            access.require(powerful, case.number, permission)


def test_a_decider_sees_only_what_was_passed_on_and_only_those_parts() -> None:
    make.the_rules()
    worker, body = make.caseworker(), make.decider()
    passed, kept = (make.opened_case(worker, stay="no_lawful_stay") for _ in range(2))
    make.passed_on(passed, worker)
    assert list(access.visible_to(body)) == [passed]
    assert not may_read(body, kept)
    seen = access.require(body, passed.number, Permission.CASE_DECIDE)
    assert seen.parts == set(PARTS_FOR_DECISION)
    assert not access.within(seen, Note).exists()


def test_a_case_lies_with_a_body_as_far_as_each_part_that_was_passed_on_is_still_open() -> None:
    make.the_rules()
    worker, body, ngo = make.caseworker(), make.decider(), make.partner()
    case = make.opened_case(worker, stay="no_lawful_stay")
    make.passed_on(case, worker)
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.ASSESSMENT)
    assert list(access.passed_on_to(body, CasePart.ASSESSMENT, CasePart.PERIOD)) == [case]
    assert not access.passed_on_to(
        ngo, CasePart.ASSESSMENT
    ).exists()  # it is shared with them, and not theirs to decide
    assert {share.organisation_id for share in access.shares_of_case(case)} == {
        body.organisation_id,
        ngo.organisation_id,
    }
    actions.end_share(Share.objects.get(organisation=body.organisation_id, part=CasePart.PERIOD), by=worker)
    assert list(access.passed_on_to(body, CasePart.ASSESSMENT)) == [case]
    assert not access.passed_on_to(body, CasePart.ASSESSMENT, CasePart.PERIOD).exists()


def test_the_lead_of_another_unit_and_a_lead_without_a_unit() -> None:
    make.the_rules()
    case = make.opened_case(make.caseworker())
    centre = make.organisation(make.CENTRE)
    elsewhere = UserFactory(organisation=centre, organisation__unit=UnitFactory(organisation=centre), may=make.LEADING)
    of_all = UserFactory(organisation=centre, may=make.LEADING)
    assert not may_read(elsewhere, case)
    assert may_read(of_all, case)
    assert may_read(make.unit_lead(), case)


def test_a_conflict_of_interest_shuts_out_a_lead_too() -> None:
    make.the_rules()
    lead = make.unit_lead()
    case = make.opened_case(lead)
    assert may_read(lead, case)
    ConflictOfInterest.objects.create(case=case, user=lead, declared_by=lead)
    assert not may_read(lead, case)


def test_every_record_inside_a_case_belongs_to_a_part_or_to_the_team_alone() -> None:
    named = set(access.PART_OF) | access.OWN_ALONE
    inside = {
        relation.related_model
        for relation in Case._meta.related_objects
        if relation.related_model.__module__.startswith("varsel.casework.cases")
    }
    unnamed = {model.__name__ for model in inside - named}
    assert unnamed <= {"Closing", "CaseReferral"}


def test_the_preview_of_a_share_is_what_the_partner_then_sees() -> None:
    make.the_rules()
    case = make.opened_case(make.caseworker())
    ngo = make.partner()
    preview = access.as_partner_sees(case, frozenset({CasePart.PERSON}))
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, part=CasePart.PERSON)
    assert access.require(ngo, case.number, Permission.CASE_READ) == preview


@pytest.mark.parametrize("who", ["partner", "worker"])
def test_a_narrow_list_asks_the_index_of_shares_and_never_reads_all_cases(who: str) -> None:
    make.the_rules()
    user = make.partner() if who == "partner" else make.caseworker()
    plan = access.visible_to(user).order_by("due", "id")[:25].explain()
    if connection.vendor == "sqlite":
        assert "SCAN cases_" not in plan, plan


def test_whoever_moves_to_another_organisation_leaves_the_teams_of_the_old_one_behind() -> None:
    make.the_rules()
    worker = make.caseworker()
    case = make.opened_case(worker)
    worker.memberships.update(until=date(2026, 11, 20))
    MembershipFactory(user=worker, organisation=make.OrganisationFactory(), since=date(2026, 11, 20))
    worker.forget_cached_rights()
    assert worker.has(Permission.CASE_LIST)
    assert not may_read(worker, case)
    assert not access.own_cases(worker).exists()


@pytest.mark.parametrize(
    ("permission", "part"),
    [
        (Permission.CASE_DECIDE, CasePart.ASSESSMENT),
        (Permission.CLOCK_START, CasePart.PERIOD),
        (Permission.CLOCK_EXTEND, CasePart.PERIOD),
    ],
)
def test_an_act_in_a_shared_case_needs_the_part_that_it_writes_in(permission: Permission, part: CasePart) -> None:
    make.the_rules()
    body = make.decider()
    organisation = make.organisation(make.DECIDER)
    with_it, without = (make.opened_case(make.caseworker(), stay="no_lawful_stay") for _ in range(2))
    make.ShareFactory(case=with_it, organisation=organisation, part=part)
    make.ShareFactory(case=without, organisation=organisation, part=CasePart.NOTE)
    assert access.require(body, with_it.number, permission).case == with_it
    with pytest.raises(Http404):
        access.require(body, without.number, permission)


@pytest.mark.parametrize(
    ("now", "open_still"),
    [("2026-11-30T22:59:59", True), ("2026-11-30T23:00:00", False)],
    ids=["the last second of the last day in Copenhagen", "midnight in Copenhagen"],
)
def test_a_share_ends_when_its_last_day_is_over_in_the_zone_of_the_pack(now: str, open_still: bool, clock: Any) -> None:
    ngo, case = make.partner(), make.CaseFactory()
    make.ShareFactory(case=case, organisation=ngo.membership.organisation, last_day=date(2026, 11, 30))
    clock.move_to(datetime.fromisoformat(f"{now}+00:00"))
    assert may_read(ngo, case) is open_still
