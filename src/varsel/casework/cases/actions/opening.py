"""Opening, staffing and closing a case."""

import secrets
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.models import Unit
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.cases.actions.people import register
from varsel.casework.cases.actions.projections import locked, refresh, refuse_if_closed
from varsel.casework.cases.models import Case, Closing, ConflictOfInterest, Person, Share, ShareEnd, TeamMember
from varsel.casework.cases.rules.numbers import new_number


@transaction.atomic
def open_case(
    *,
    by: User,
    unit: Unit,
    working_name: str = "",
    person: Person | None = None,
    opened_on: date | None = None,
    in_danger: bool = False,
    may_be_child: bool = False,
) -> Case:
    """Open a case for a new person, or for one the centre already knows; whoever opens it is on its team."""
    today = timezone.localdate()
    if person is None:
        person = _new_person(working_name, may_be_child=may_be_child)
    case = Case.objects.create(
        number=_free_number(), person=person, unit=unit, opened_on=opened_on or today, in_danger=in_danger
    )
    TeamMember.objects.create(case=case, user=by, since=min(today, case.opened_on))
    register(person, by=by, organisation=unit.organisation, on=case.opened_on)
    refresh(case)
    record(Verb.CASE_OPEN, by=by, subject=case, purpose="casework")
    return case


def _new_person(working_name: str, *, may_be_child: bool) -> Person:
    return Person.objects.create(
        data_key_id=new_data_key(), working_name=working_name, may_be_child=may_be_child, is_age_uncertain=may_be_child
    )


def _free_number() -> str:
    """One of 27 thousand million numbers; drawn again in the rare case that it is taken."""
    while Case.objects.filter(number=(number := new_number(secrets.randbelow))).exists():
        pass
    return number


@transaction.atomic
def assign(case: Case, *, by: User, user: User) -> TeamMember:
    """Put somebody of the centre on the team from today."""
    case = locked(case)
    refuse_if_closed(case)
    if user.organisation_id != case.unit.organisation_id:
        raise Refusal(
            "not_of_the_centre",
            field="user",
            remedy=_("Only the centre's own staff can be on the team."),
        )
    if not user.has(Permission.CASE_LIST):
        raise Refusal(
            "has_no_cases",
            field="user",
            remedy=_("No role of this colleague opens cases. Choose another, or have the role granted first."),
        )
    if ConflictOfInterest.objects.filter(case=case, user=user).exists():
        raise Refusal("has_conflict", field="user", remedy=_("This person has a conflict of interest in the case."))
    member, _made = TeamMember.objects.get_or_create(
        case=case, user=user, until=None, defaults={"since": timezone.localdate()}
    )
    record(Verb.CASE_ASSIGN, by=by, subject=case, purpose="casework")
    return member


@transaction.atomic
def unassign(case: Case, *, by: User, user: User) -> None:
    """Take somebody off the team from today; the last one stays until another is there."""
    case = locked(case)
    seats = TeamMember.objects.filter(case=case, until=None)
    if not seats.exclude(user=user).exists():
        raise Refusal("last_on_team", field="user", remedy=_("Put somebody else on the team first."))
    seats.filter(user=user).update(until=timezone.localdate())
    record(Verb.CASE_ASSIGN, by=by, subject=case, purpose="casework")


@transaction.atomic
def declare_conflict(case: Case, *, by: User, user: User) -> ConflictOfInterest:
    """Shut a named user out of the case at once, whatever the role; the seat on the team ends with it."""
    case = locked(case)
    conflict, _made = ConflictOfInterest.objects.get_or_create(case=case, user=user, defaults={"declared_by": by})
    open_seats = Q(until=None) | Q(until__gt=timezone.localdate())
    TeamMember.objects.filter(open_seats, case=case, user=user).update(until=timezone.localdate())
    record(Verb.CASE_CONFLICT, by=by, subject=case, purpose="casework")
    return conflict


@transaction.atomic
def close_case(case: Case, *, by: User, reason: Code, on: date | None = None) -> Closing:
    """Close the case; a period that still runs is ended first. What has no last day is open to nobody else now."""
    case = locked(case)
    refuse_if_closed(case)
    if case.deadline is not None:
        raise Refusal("clock_runs", remedy=_("A period is still open. End it first, so that no deadline is lost."))
    for passed in Share.objects.filter(case=case, last_day=None, end=None):
        ShareEnd.objects.create(share=passed, on=timezone.localdate())
    return _close_or_reopen(case, by, Verb.CASE_CLOSE, on or timezone.localdate(), reason)


@transaction.atomic
def reopen_case(case: Case, *, by: User) -> Closing:
    """Open a closed case again; it stands where its facts say."""
    case = locked(case)
    if not case.is_closed:
        raise Refusal("not_closed", remedy=_("The case is open already."))
    return _close_or_reopen(case, by, Verb.CASE_REOPEN, timezone.localdate(), None)


def _close_or_reopen(case: Case, by: User, verb: Verb, on: date, reason: Code | None) -> Closing:
    seq = Closing.objects.filter(case=case).count() + 1
    closing = Closing.objects.create(case=case, seq=seq, reason=reason, on=on, decided_by=by)
    refresh(case)
    record(verb, by=by, subject=case, purpose="casework")
    return closing
