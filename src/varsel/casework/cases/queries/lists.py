"""The list of cases: what a filter means, and one page of it at a cost that does not grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.models import Organisation
from varsel.base.kernel.sealing.boxes import SealBroken
from varsel.base.kernel.sealing.fields import open_listed
from varsel.casework.cases import access
from varsel.casework.cases.models import Assessment, Case, Share
from varsel.casework.cases.queries.clocks import following_rules, may_start
from varsel.casework.cases.queries.decisions import statuses_decided_by, stay_on_day
from varsel.casework.cases.queries.team import seats_at_work
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.rules.parts import CasePart

PAGE = 25
SOON = timedelta(days=7)
WAITING = 200  # of one kind on the home page; nobody reads further
LATELY = timedelta(days=7)  # for so long a decision is news
PERIOD_IS_ASKED = timedelta(days=30)  # for so long home asks for a period; the case asks until there is one


@dataclass(frozen=True)
class CaseFilter:
    """What the address asks for; whatever it does not know is passed over."""

    mine: bool = False
    due: bool = False
    danger: bool = False
    child: bool = False
    status: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "CaseFilter":
        status = query.get("status", "")
        return cls(
            mine="mine" in query,
            due="due" in query,
            danger="danger" in query,
            child="child" in query,
            status=status if status in set(Status) else "",
        )

    def criterion(self) -> dict[str, object]:
        """What was sought, for the log."""
        return {name: value for name, value in vars(self).items() if value}

    def narrow(self, cases: QuerySet[Case], user: User, today: date) -> QuerySet[Case]:
        if self.mine:
            cases = cases.filter(pk__in=access.team_seats(user, today).values("case"))
        if self.due:
            cases = cases.filter(due__lte=today + SOON)
        if self.danger:
            cases = cases.filter(in_danger=True)
        if self.child:
            cases = cases.filter(is_child=True)
        if self.status:
            return cases.filter(status=self.status)
        return cases.exclude(status=Status.CLOSED)


@dataclass(frozen=True)
class Row:
    """A case on a list, with its working name where the user may see it."""

    case: Case
    working_name: str


@dataclass(frozen=True)
class Page:
    """A piece of the list, the keys of its neighbours (None: there is none), and the names that did not open."""

    rows: list[Row]
    faults: list[SealBroken]
    previous: str | None
    next: str | None


def case_page(user: User, wanted: CaseFilter, *, after: str = "", before: str = "") -> Page:
    """The cases that the user may see and the filter asks for, by deadline; paged by (due, id)."""
    cases = wanted.narrow(access.visible_to(user), user, timezone.localdate())
    backwards = bool(before)
    if key := _key(before or after):
        cases = cases.filter(_beyond(key, backwards=backwards))
    order = ("-due", "-id") if backwards else ("due", "id")
    found = list(cases.select_related("person").order_by(*order)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    has_previous, has_next = (more, True) if backwards else (bool(after), more)
    rows, faults = _rows(user, found)
    return Page(
        rows=rows,
        faults=faults,
        previous=_key_of(found[0]) if found and has_previous else None,
        next=_key_of(found[-1]) if found and has_next else None,
    )


def _key_of(case: Case) -> str:
    return f"{case.due.isoformat()}_{case.pk}"


def _key(text: str) -> tuple[date, UUID] | None:
    """A place in the list; None for what is no key, so that a wrong address shows the beginning."""
    due, _, pk = text.partition("_")
    try:
        return date.fromisoformat(due), UUID(pk)
    except ValueError:
        return None


def _beyond(key: tuple[date, UUID], *, backwards: bool) -> Q:
    due, pk = key
    if backwards:
        return Q(due__lte=due) & (Q(due__lt=due) | Q(pk__lt=pk))
    return Q(due__gte=due) & (Q(due__gt=due) | Q(pk__gt=pk))


def _rows(user: User, cases: list[Case]) -> tuple[list[Row], list[SealBroken]]:
    named = access.cases_showing(user, cases, CasePart.PERSON) if cases else set()
    names, faults = open_listed([case.person.working_name if case.pk in named else None for case in cases], "casework")
    return [Row(case, name) for case, name in zip(cases, names, strict=True)], faults


def due_soon(user: User, limit: int = WAITING) -> list[Case]:
    """Open cases of the user's own whose deadline has passed or comes within seven days."""
    until = timezone.localdate() + SOON
    cases = access.own_cases(user).filter(due__lte=until).exclude(status=Status.CLOSED)
    return list(cases.order_by("due", "id")[:limit])


def without_interview(user: User, limit: int = WAITING) -> list[Case]:
    """Own cases in which nobody has talked to the person yet, the newest first: it may just have been given to one."""
    return list(access.own_cases(user).filter(status=Status.NEW).order_by("-opened_on", "-created_at")[:limit])


def awaiting_decision(user: User, limit: int = WAITING) -> list[Case]:
    """Cases passed on to the user's organisation that are its to decide today, and that it has not decided."""
    today = timezone.localdate()
    cases = access.passed_on_to(user, CasePart.ASSESSMENT).filter(status=Status.WITH_DECIDER)
    mine = cases.annotate(stay=stay_on_day(today)).filter(stay__in=statuses_decided_by(user.organisation_id, today))
    return list(mine.order_by("due", "id")[:limit])


def without_caseworker(user: User, limit: int = WAITING) -> list[Case]:
    """Open cases that the user leads with nobody on the team who works on cases."""
    seats = seats_at_work(user.organisation_id)
    cases = access.led_cases(user).exclude(status=Status.CLOSED).exclude(pk__in=seats.values("case"))
    return list(cases.order_by("due", "id")[:limit])


def decided_lately(user: User, limit: int = WAITING) -> list[Assessment]:
    """The decisions of the last days in the user's own cases that somebody else recorded."""
    cases = access.own_cases(user).filter(status=Status.DECIDED)
    found = Assessment.objects.filter(case__in=cases, successor=None, created_at__gt=timezone.now() - LATELY)
    return list(found.exclude(decided_by=user).select_related("case").order_by("created_at")[:limit])


def awaiting_period(user: User, limit: int = WAITING) -> list[Case]:
    """Cases decided lately in which the user's organisation may start a period."""
    today = timezone.localdate()
    lately = today - PERIOD_IS_ASKED
    key = Organisation.objects.filter(pk=user.organisation_id).values_list("key", flat=True).first()
    mine = [rule for rule in following_rules(today) if rule.data["decided_by"] == key]
    if not mine:
        return []
    asking = [Q(pk__in=may_start(rule, today).filter(decided_on__gt=lately).values("case")) for rule in mine]
    needed = (CasePart.PERSON, CasePart.ASSESSMENT, CasePart.PERIOD)
    cases = access.own_cases(user) if user.has(Permission.CASE_WORK) else access.passed_on_to(user, *needed)
    return list(cases.filter(reduce(or_, asking)).order_by("opened_on", "id")[:limit])


def shared_with(user: User, limit: int = WAITING) -> list[Share]:
    """What other organisations have opened to the user's, the one that ends first on top."""
    shares = access.shares_with(user.organisation_id, timezone.localdate()).filter(passing_on=None)
    mine = shares.filter(case__in=access.visible_to(user)).select_related("case")
    return list(mine.order_by("last_day", "id")[:limit])
