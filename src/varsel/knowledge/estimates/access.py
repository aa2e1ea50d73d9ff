"""Who may see frozen counts and estimates: all of them or none, since no row is about a person or an organisation."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404

from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.knowledge.estimates.models import Estimate, Release, Snapshot

Row = TypeVar("Row", Snapshot, Estimate, Release)
BESIDE: dict[type[Model], tuple[str, ...]] = {
    Snapshot: ("taken_by",),
    Estimate: ("snapshot", "made_by"),
    Release: ("estimate__snapshot__taken_by", "prepared_by"),
}


def visible_to(user: User, model: type[Row]) -> QuerySet[Row]:
    """The snapshots, estimates or releases that the user may see."""
    rows = model._default_manager.select_related(*BESIDE[model])
    return rows if user.has(Permission.ESTIMATE_READ) else rows.none()


def require(user: User, model: type[Row], row_id: UUID) -> Row:
    """One of them; Http404 for unknown and forbidden alike."""
    found = visible_to(user, model).filter(pk=row_id).first()
    if found is None:
        raise Http404
    return found


def sees_small_numbers(user: User) -> bool:
    """Whether the user works with the counts as they are; everybody else sees them rounded."""
    return user.has(Permission.ESTIMATE_MAKE)


def sees_results(user: User, snapshot: Snapshot) -> bool:
    """Whether the user may read a number computed from the counts as they are.

    A few such numbers, beside the rounded counts, give the counts back: with three lists the estimate without one is
    a product of two sums over a third. Whoever sees rounded counts reads the release, which is computed from them.
    """
    return snapshot.is_public or sees_small_numbers(user)
