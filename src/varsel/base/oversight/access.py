"""Who may read the log: auditors all of it, and the log only; everybody else none of it."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.models import Event
from varsel.base.audit.queries import all_about


def visible_to(user: User) -> QuerySet[Event]:
    """The events that the user may see."""
    return Event.objects.all() if user.has(Permission.AUDIT_READ) else Event.objects.none()


def require(user: User, event_id: UUID) -> Event:
    """One event that the user may see; Http404 for unknown and forbidden alike."""
    found = visible_to(user).filter(pk=event_id).first()
    if found is None:
        raise Http404
    return found


def require_subject(user: User, kind: str, subject_id: UUID) -> tuple[str, UUID]:
    """A subject of which the log says something; Http404 for unknown and forbidden alike."""
    subject = (kind, subject_id)
    if not (visible_to(user) & all_about(subject)).exists():
        raise Http404
    return subject
