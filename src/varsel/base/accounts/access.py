"""Whose log-ins a user may see: all of them or none."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from varsel.base.accounts.models import RoleGrant, User
from varsel.base.accounts.permissions import Permission


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
