"""Who works on a case today, and who may be put on its team or shut out of it."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from varsel.base.accounts.models import Membership, User
from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.queries import holding, people_of
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.casework.cases.access import Seen, shares_of_case
from varsel.casework.cases.models import TeamMember
from varsel.casework.cases.queries.pages import names_of


def seats_at_work(organisation_id: UUID | None) -> QuerySet[TeamMember]:
    """The seats of today of those in the organisation whose roles let them work on cases."""
    today = timezone.localdate()
    workers = holding(Permission.CASE_WORK, people_of([organisation_id]))
    return TeamMember.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today, user__in=workers)


def has_caseworker(seen: Seen, *, but: User) -> bool:
    """Whether somebody else than the reader works on the case."""
    seats = seats_at_work(seen.case.unit.organisation_id).filter(case=seen.case)
    return seats.exclude(user=but).exists()


def eligible(seen: Seen) -> list[tuple[str, list[User]]]:
    """Who may be named, under what their organisation is called today ("": none any more): colleagues whose roles open
    cases, those who sit on the team, and, to be shut out, the people of the organisations that the case is open to."""
    case = seen.case
    organisations = [case.unit.organisation_id, *shares_of_case(case).values_list("organisation", flat=True)]
    on_team = TeamMember.objects.filter(case=case, until=None).values_list("user", flat=True)
    keys = holding(Permission.CASE_LIST, people_of(organisations)) | set(on_team)
    members = Membership.objects.on(legal_today()).filter(user__in=keys)
    belongs = dict(members.values_list("user", "organisation"))
    names = names_of(belongs.values())
    called = {user: names.get(organisation, "") for user, organisation in belongs.items()}
    found: dict[str, list[User]] = {names.get(case.unit.organisation_id, ""): []}  # colleagues first
    for user in User.objects.filter(pk__in=keys).order_by("display_name"):
        found.setdefault(called.get(user.pk, ""), []).append(user)
    return [(name, people) for name, people in found.items() if people]
