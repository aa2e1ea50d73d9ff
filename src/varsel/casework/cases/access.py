"""The only road to a case: who may see it, and which parts of it.

A case is open to its team, to those who lead its unit, and, part by part, to organisations it is shared with
or passed on to, as long as that holds. A conflict of interest shuts a named user out whatever else holds.
Whoever breaks the glass stands in a case as one of its team, for two hours.
The queries start from the narrow side (my team seats, my organisation's shares), so that what a partner waits
for does not grow with the number of all cases.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.casework.cases.models import (
    Assessment,
    Case,
    CaseReferral,
    ClockEvent,
    ConflictOfInterest,
    Consent,
    EmergencyAccess,
    Interview,
    Note,
    Notification,
    PassingOn,
    Representative,
    Share,
    Situation,
    TeamMember,
)
from varsel.casework.cases.rules.numbers import read_number
from varsel.casework.cases.rules.parts import ALL_PARTS, CasePart

Row = TypeVar("Row", bound=Model)

# The part that a record inside a case belongs to; what is not named here is for the team and the lead alone.
PART_OF: dict[type[Model], CasePart] = {
    Situation: CasePart.SITUATION,
    Interview: CasePart.INTERVIEW,
    Assessment: CasePart.ASSESSMENT,
    ClockEvent: CasePart.PERIOD,
    Note: CasePart.NOTE,
}
OWN_ALONE: frozenset[type[Model]] = frozenset(
    {
        *(CaseReferral, ConflictOfInterest, Consent, EmergencyAccess, Notification, PassingOn, Representative),
        *(Share, TeamMember),
    }
)

# Acts in a case that is merely shared, each with the part it writes in, which must be open too.
WRITES_IN: dict[Permission, CasePart] = {
    Permission.CASE_DECIDE: CasePart.ASSESSMENT,
    Permission.CLOCK_START: CasePart.PERIOD,
    Permission.CLOCK_EXTEND: CasePart.PERIOD,
}
# What would outlast the two hours of an emergency: who has access, and what the case has come to.
NOT_IN_AN_EMERGENCY = frozenset(
    {
        *(Permission.CASE_ASSESS, Permission.CASE_ASSIGN, Permission.CASE_DECIDE),
        *(Permission.CASE_PASS_ON, Permission.CASE_SHARE, Permission.CLOCK_EXTEND, Permission.CLOCK_START),
    }
)
# What somebody may do in a case that is merely shared; every other permission needs the team or the lead.
FOR_PARTNERS = frozenset({Permission.CASE_LIST, Permission.CASE_READ, *WRITES_IN})


@dataclass(frozen=True)
class Seen:
    """A case as one user may see it. `is_own`: on the team, leading the unit, or in an emergency `until` a moment."""

    case: Case
    parts: frozenset[CasePart]
    is_own: bool
    until: datetime | None = None

    def shows(self, part: CasePart | str) -> bool:
        return part in self.parts

    def allows(self, permission: Permission) -> bool:
        """Whether the act may be done by one who sees the case so; the permission itself is asked for apart."""
        return self.until is None or permission not in NOT_IN_AN_EMERGENCY


def visible_to(user: User, *, part: CasePart | None = None) -> QuerySet[Case]:
    """The cases that the user may see today; with `part`, those in which this part is open to the user."""
    if not user.has(Permission.CASE_LIST):
        return Case.objects.none()
    today = timezone.localdate()
    shut_out = ConflictOfInterest.objects.filter(user=user).values("case")
    return Case.objects.filter(_open_to(user, part, today)).exclude(pk__in=shut_out)


def referrals_shut_to(user: User) -> QuerySet[Any]:
    """The ids of the referrals of cases that a conflict of interest shuts the user out of."""
    return CaseReferral.objects.filter(case__conflicts__user=user).values("referral")


def referrals_open_to(user: User) -> QuerySet[Any]:
    """The ids of the referrals of the user's own cases: on the team today, leading the unit, or in an emergency."""
    own = Q(case__in=team_seats(user, timezone.localdate()).values("case"))
    if user.has(Permission.CASE_BREAK_GLASS):
        own |= Q(case__in=emergencies_of(user).values("case"))
    if leads := _led_by(user):
        own |= Q(case__in=Case.objects.filter(leads))
    return CaseReferral.objects.filter(own).values("referral")


def is_visible(user: User, case: Case) -> bool:
    """Whether the user still sees the case, after an act that may have changed that."""
    return visible_to(user).filter(pk=case.pk).exists()


def own_cases(user: User) -> QuerySet[Case]:
    """The cases whose team the user is on today."""
    return visible_to(user).filter(pk__in=team_seats(user, timezone.localdate()).values("case"))


def _open_to(user: User, part: CasePart | None, today: date) -> Q:
    seats = team_seats(user, today).values("case")
    shares = shares_with(user.organisation_id, today)
    if part is not None:
        shares = shares.filter(part=part)
    narrow = [seats, shares.values("case")]
    if user.has(Permission.CASE_BREAK_GLASS):
        narrow.append(emergencies_of(user).values("case"))
    # One subquery over the narrow indexes: a partner's page costs the same however many cases there are.
    first, *others = (rows.order_by() for rows in narrow)
    found = Q(pk__in=first.union(*others))
    return leads | found if (leads := _led_by(user)) else found


def _led_by(user: User) -> Q | None:
    """The cases of the unit that the user leads; of the whole organisation for somebody without a unit."""
    if not user.has(Permission.CASE_LEAD):
        return None
    if user.unit_id:
        return Q(unit=user.unit_id)
    return Q(unit__organisation=user.organisation_id)


def led_cases(user: User) -> QuerySet[Case]:
    """The cases that the user leads, without those that a conflict of interest shuts her or him out of."""
    led = _led_by(user)
    return visible_to(user).filter(led) if led else Case.objects.none()


def team_seats(user: User, today: date) -> QuerySet[TeamMember]:
    """The seats that hold today; whoever has moved to another organisation left the teams of the old one behind."""
    return TeamMember.objects.filter(
        Q(until=None) | Q(until__gt=today),
        user=user,
        since__lte=today,
        case__unit__organisation=user.organisation_id,
    )


def emergencies_of(user: User) -> QuerySet[EmergencyAccess]:
    """The cases of her or his own organisation that the user holds open in an emergency at this moment."""
    return EmergencyAccess.objects.filter(
        user=user, until__gt=timezone.now(), case__unit__organisation=user.organisation_id
    )


def in_emergency(user: User, number: str) -> Case | None:
    """The case that the user may break the glass of: of the own organisation, with no conflict of interest."""
    read = read_number(number)
    if read is None or not user.has(Permission.CASE_BREAK_GLASS):
        return None
    cases = Case.objects.filter(number=read, unit__organisation=user.organisation_id)
    return cases.exclude(conflicts__user=user).select_related("person").first()


def shares_with(organisation_id: UUID | None, today: date) -> QuerySet[Share]:
    """The shares that hold today for an organisation."""
    return _holding(today).filter(organisation=organisation_id)


def shares_of_case(case: Case) -> QuerySet[Share]:
    """The shares of a case that hold today."""
    return _holding(timezone.localdate()).filter(case=case)


def _holding(today: date) -> QuerySet[Share]:
    """The shares that hold on the day: begun, not past their last day, not ended."""
    return Share.objects.filter(Q(last_day=None) | Q(last_day__gte=today), since__lte=today, end=None)


def passed_on_to(user: User, *parts: CasePart) -> QuerySet[Case]:
    """The cases that lie with the user's organisation to be decided, as far as all these parts are open to it."""
    passed = shares_with(user.organisation_id, timezone.localdate()).exclude(passing_on=None)
    cases = visible_to(user)
    for part in parts:
        cases = cases.filter(pk__in=passed.filter(part=part).values("case"))
    return cases


def require(user: User, number: str, permission: Permission) -> Seen:
    """The case under this number, if the user may see it and do this in it; else Http404, whatever the reason."""
    read = read_number(number)
    if read is None or not user.has(permission):
        raise Http404
    case = visible_to(user).select_related("person", "unit__organisation").filter(number=read).first()
    if case is None:
        raise Http404
    seen = as_seen(user, case)
    if not seen.allows(permission) or (not seen.is_own and not _may_in_shared(seen, permission)):
        raise Http404
    return seen


def _may_in_shared(seen: Seen, permission: Permission) -> bool:
    part = WRITES_IN.get(permission)
    return permission in FOR_PARTNERS and (part is None or seen.shows(part))


def as_seen(user: User, case: Case) -> Seen:
    """How a user sees a case that `visible_to` gave."""
    today = timezone.localdate()
    if _leads(user, case) or team_seats(user, today).filter(case=case).exists():
        return Seen(case, ALL_PARTS, is_own=True)
    if until := _in_emergency_until(user, case):
        return Seen(case, ALL_PARTS, is_own=True, until=until)
    parts = shares_with(user.organisation_id, today).filter(case=case).values_list("part", flat=True)
    return Seen(case, frozenset(CasePart(part) for part in parts), is_own=False)


def _in_emergency_until(user: User, case: Case) -> datetime | None:
    if not user.has(Permission.CASE_BREAK_GLASS):
        return None
    return emergencies_of(user).filter(case=case).values_list("until", flat=True).last()


def _leads(user: User, case: Case) -> bool:
    if not user.has(Permission.CASE_LEAD):
        return False
    if user.unit_id:
        return case.unit_id == user.unit_id
    return case.unit.organisation_id == user.organisation_id


def cases_showing(user: User, cases: list[Case], part: CasePart) -> set[UUID]:
    """Which cases of a page show the user this part, in one query."""
    return set(visible_to(user, part=part).filter(pk__in=[case.pk for case in cases]).values_list("pk", flat=True))


def within(seen: Seen, model: type[Row]) -> QuerySet[Row]:
    """The records of one kind inside a case, as far as its part is open; the only road to them."""
    rows = model._default_manager.filter(case=seen.case)
    if model in OWN_ALONE:
        return rows if seen.is_own else rows.none()
    return rows if PART_OF[model] in seen.parts else rows.none()


def as_partner_sees(case: Case, parts: frozenset[CasePart]) -> Seen:
    """The case as an organisation with these parts would see it, for the preview before sharing."""
    return Seen(case, parts, is_own=False)
