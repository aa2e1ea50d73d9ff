"""Reads about people and roles."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from varsel.base.accounts import access
from varsel.base.accounts.models import Membership, Role, RoleGrant, User
from varsel.base.actors.models import Organisation, OrganisationName, Unit
from varsel.base.design.waiting import Urgency, Waiting
from varsel.base.kernel.packs.legal_days import legal_today

PAGE = 50
ENDS_SOON = timedelta(days=14)


def people(user: User, *, text: str = "", after: str = "") -> QuerySet[User]:
    """The log-ins a user may see whose name or e-mail holds the text, by name, from after the given e-mail's."""
    found = access.visible_to(user).order_by("email")
    if text:
        found = found.filter(Q(display_name__icontains=text) | Q(email__icontains=text))
    if after:
        found = found.filter(email__gt=after)
    today = legal_today()
    memberships = Membership.objects.on(today).prefetch_related(
        Prefetch("organisation__names", OrganisationName.objects.on(today))
    )
    grants = RoleGrant.objects.on(today).select_related("role")
    return found.prefetch_related(
        Prefetch("memberships", memberships, to_attr="held_memberships"),
        Prefetch("role_grants", grants, to_attr="held_grants"),
    )


def people_of(organisations: Iterable[UUID | None]) -> QuerySet[User]:
    """Those who belong to one of the organisations today."""
    members = Membership.objects.on(legal_today()).filter(organisation__in=set(organisations))
    return User.objects.filter(pk__in=members.values("user"))


def holding(permission: str, users: QuerySet[User]) -> set[UUID]:
    """The keys of those whose log-in is open and whose roles allow it today."""
    held = RoleGrant.objects.on(legal_today()).filter(user__in=users.filter(is_active=True), role__retired_on=None)
    held = held.select_related("role")
    return {one.user_id for one in held if permission in one.role.permissions and not one.waits}


def organisations_holding(permission: str) -> set[UUID]:
    """The keys of the organisations in which the roles of somebody allow it today."""
    today = legal_today()
    roles = [role for role in Role.objects.filter(retired_on=None) if permission in role.permissions]
    held = RoleGrant.objects.on(today).filter(role__in=roles).select_related("role")
    users = [grant.user_id for grant in held if not grant.waits]
    members = Membership.objects.on(today).filter(user__in=users, user__is_active=True)
    return set(members.values_list("organisation", flat=True))


def grants(user: User, on: date) -> QuerySet[RoleGrant]:
    """The roles that the user holds on the day or will hold later."""
    return user.role_grants.filter(Q(until=None) | Q(until__gt=on)).select_related("role")


def roles_waiting(user: User) -> list[Waiting]:
    """Roles that others gave and that wait for the user's approval; the title names nobody."""
    return [
        Waiting(
            title=_("Role to approve: %(role)s") % {"role": grant.role.label},
            url=reverse("role-approve", args=[grant.pk]),
        )
        for grant in access.to_approve(user).order_by("created_at")[:PAGE]
    ]


def roles_with_others(user: User) -> list[Waiting]:
    """Roles that the user gave and that wait for somebody else: so that a new colleague does not wait unnoticed."""
    return [
        Waiting(
            title=_("Waits for another's approval: %(role)s") % {"role": grant.role.label},
            url=reverse("person", args=[grant.user_id]),
            detail=_("You: remind a lead. Until then the role opens nothing."),
        )
        for grant in access.given_and_unapproved(user).order_by("created_at")[:PAGE]
    ]


def roles_ending(user: User) -> list[Waiting]:
    """Roles that end within two weeks; the title names nobody."""
    return [
        Waiting(
            title=_("A role ends: %(role)s") % {"role": grant.role.label},
            url=reverse("person", args=[grant.user_id]),
            due=grant.until and grant.until - timedelta(days=1),  # its last day
            urgency=Urgency.SOON,
            detail=_("You: ask whether it is to go on, or let it end."),
        )
        for grant in access.ending(user, legal_today() + ENDS_SOON).order_by("until", "id")[:PAGE]
    ]


def roles_on_offer() -> QuerySet[Role]:
    return Role.objects.filter(retired_on=None)


def organisations(on: date) -> list[tuple[Organisation, str]]:
    """Every organisation with its name on the day, by that name."""
    found = Organisation.objects.prefetch_related(Prefetch("names", OrganisationName.objects.on(on), to_attr="now"))
    return sorted(((one, str(one.now[0]) if one.now else one.key) for one in found), key=lambda pair: pair[1])


def units() -> QuerySet[Unit]:
    return Unit.objects.filter(retired_on=None).order_by("organisation__key", "name_da")
