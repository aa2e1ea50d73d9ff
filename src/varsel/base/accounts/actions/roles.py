"""Giving roles, approving what others gave, and ending them."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import Role, RoleGrant, User
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.rules import clashes
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal


@transaction.atomic
def grant(*, by: Actor, user: User, role: Role, since: date, until: date | None = None) -> RoleGrant:
    """Give the role from a day on. Nobody gives a role to themselves: administrators have no case content.

    A role that opens cases has no effect until a second person has approved it (`RoleGrant.waits`).
    """
    if by.actor_id == user.id:
        raise Refusal("own_role", remedy=_("Nobody may give a role to themselves. Ask another administrator."))
    User.objects.select_for_update().get(pk=user.pk)
    if role.retired_on is not None:
        raise Refusal("role_retired", field="role", remedy=_("The role is no longer in use. Choose another."))
    if until is not None and until <= since:
        raise Refusal("ends_before_start", field="until", remedy=_("Choose a last day after the first one."))
    if clashes((since, until), [held.period for held in user.role_grants.filter(role=role)]):
        raise Refusal("role_held", field="role", remedy=_("The person has this role on that day already."))
    granter = by if isinstance(by, User) else None
    given = RoleGrant.objects.create(user=user, role=role, since=since, until=until, granted_by=granter)
    record(Verb.ROLE_GRANT, by=by, subject=user, fields=["role"])
    user.forget_cached_rights()
    return given


@transaction.atomic
def end(*, by: Actor, grant: RoleGrant, until: date) -> RoleGrant:
    """End the role: `until` is the first day without it. One that has not begun by then is withdrawn whole.

    An end is only moved forward in time: to prolong a role is to give it, which has rules of its own.
    """
    standing = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    if standing.until is not None and until >= standing.until:
        raise Refusal("ended_already", field="until", remedy=_("The role ends earlier than that already."))
    user = grant.user
    _ended(grant, until)
    record(Verb.ROLE_END, by=by, subject=user, fields=["role"])
    user.forget_cached_rights()
    return grant


@transaction.atomic
def approve(*, by: User, grant: RoleGrant) -> RoleGrant:
    """Let a role take effect that somebody else gave to somebody else."""
    standing = _waiting(by, grant)
    standing.approved_by, standing.approved_on = by, legal_today()
    standing.save(update_fields=["approved_by", "approved_on"])
    record(Verb.ROLE_APPROVE, by=by, subject=standing.user, fields=["role"])
    grant.user.forget_cached_rights()
    return standing


@transaction.atomic
def decline(*, by: User, grant: RoleGrant) -> None:
    """Say no to a role that waits: it ends today, or is withdrawn whole where it was to begin today or later."""
    standing = _waiting(by, grant)
    user = standing.user
    _ended(standing, legal_today())
    record(Verb.ROLE_DECLINE, by=by, subject=user, fields=["role"])


def _waiting(by: User, grant: RoleGrant) -> RoleGrant:
    """The role as it stands, locked, if it waits and this person may answer."""
    standing = RoleGrant.objects.select_for_update(of=("self",)).select_related("role", "user").get(pk=grant.pk)
    if not by.has(Permission.ROLE_APPROVE):
        raise Refusal("not_an_approver", remedy=_("Only somebody whose role allows it may approve roles."))
    if by.id in (standing.user_id, standing.granted_by_id):
        raise Refusal("own_role", remedy=_("Neither who gave the role nor who gets it may answer. Ask a third person."))
    if not standing.waits:
        raise Refusal("role_does_not_wait", remedy=_("This role does not wait for approval any more."))
    return standing


def _ended(grant: RoleGrant, until: date) -> None:
    """With `until` as the first day without it; one that has not begun by then is withdrawn whole."""
    if until <= grant.since:
        grant.delete()
    else:
        grant.until = until
        grant.save(update_fields=["until"])
