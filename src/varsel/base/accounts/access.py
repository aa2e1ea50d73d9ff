"""Whose log-ins a user may see, all of them or none; and which roles wait for the user's approval."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from varsel.base.accounts.models import Role, RoleGrant, User
from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.rules import needs_second_person
from varsel.base.kernel.packs.legal_days import legal_today


def visible_to(user: User) -> QuerySet[User]:
    """The log-ins that the user may see in the administration."""
    return User.objects.all() if user.has(Permission.USER_LIST) else User.objects.none()


def require(user: User, user_id: UUID) -> User:
    """One log-in that the user may see; Http404 for unknown and forbidden alike."""
    found = visible_to(user).filter(pk=user_id).first()
    if found is None:
        raise Http404
    return found


def require_grant(person: User, grant_id: UUID) -> RoleGrant:
    """A role of a person that was fetched through `require`."""
    found = person.role_grants.select_related("role", "user").filter(pk=grant_id).first()
    if found is None:
        raise Http404
    return found


def to_approve(user: User) -> QuerySet[RoleGrant]:
    """The roles that wait and that the user may answer: given by others to others."""
    if not user.has(Permission.ROLE_APPROVE):
        return RoleGrant.objects.none()
    return _unapproved().exclude(granted_by=user).exclude(user=user)


def given_and_unapproved(user: User) -> QuerySet[RoleGrant]:
    """The roles that the user gave and that have no effect until somebody else approves them."""
    return _unapproved().filter(granted_by=user) if user.has(Permission.ROLE_GRANT) else RoleGrant.objects.none()


def ending(user: User, before: date) -> QuerySet[RoleGrant]:
    """The roles in force that end before the day, for those who could give them anew."""
    if not user.has(Permission.ROLE_GRANT):
        return RoleGrant.objects.none()
    return RoleGrant.objects.on(legal_today()).filter(until__lt=before, user__is_active=True).select_related("role")


def _unapproved() -> QuerySet[RoleGrant]:
    opening = [role for role in Role.objects.filter(retired_on=None) if needs_second_person(role.permissions)]
    lasting = RoleGrant.objects.exclude(granted_by=None).filter(Q(until=None) | Q(until__gt=legal_today()))
    return lasting.filter(role__in=opening, approved_on=None).select_related("role", "user", "granted_by")


def require_to_approve(user: User, grant_id: UUID) -> RoleGrant:
    """One role that waits for the user; Http404 for unknown, answered and forbidden alike."""
    found = to_approve(user).filter(pk=grant_id).first()
    if found is None:
        raise Http404
    return found
