"""The staff whose acts the log holds: names for auditors, and the units they belonged to."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from varsel.base.accounts.models import Membership, User
from varsel.base.actors.models import OrganisationName
from varsel.base.audit.labels import units
from varsel.base.audit.models import Event
from varsel.base.kernel.packs.legal_days import legal_day, legal_today


def names(ids: Collection[UUID]) -> Mapping[UUID, str]:
    """The name of each log-in."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "display_name"))


def organisations(ids: Collection[UUID]) -> dict[UUID, str]:
    """What each organisation is called today."""
    found = OrganisationName.objects.on(legal_today()).filter(organisation_id__in=ids)
    return {one.organisation_id: str(one) for one in found}


def everybody() -> list[tuple[UUID, str]]:
    """All log-ins, closed ones too, by name: for choosing whose acts to see."""
    return list(User.objects.order_by("display_name", "pk").values_list("pk", "display_name"))


def units_of(events: Sequence[Event]) -> Mapping[UUID, tuple[UUID, UUID]]:
    """By event: the unit that the one who looked belonged to that day, and the unit of the subject today.

    An event is left out where one of them belongs to no unit: partners see what is shared with them.
    """
    of_subjects = units({(event.subject_kind, event.subject_id) for event in events})
    memberships = _memberships({event.actor_id for event in events if event.actor_id})
    found = {}
    for event in events:
        of_subject = of_subjects.get((event.subject_kind, event.subject_id))
        of_actor = of_subject and _unit(memberships.get(event.actor_id, ()), event)
        if of_subject and of_actor:
            found[event.id] = (of_actor, of_subject)
    return found


def _memberships(users: set[UUID]) -> dict[UUID | None, list[Membership]]:
    found: dict[UUID | None, list[Membership]] = {}
    for one in Membership.objects.filter(user_id__in=users, unit__isnull=False):
        found.setdefault(one.user_id, []).append(one)
    return found


def _unit(memberships: Iterable[Membership], event: Event) -> UUID | None:
    day = legal_day(event.created_at)
    return next((one.unit_id for one in memberships if one.holds_on(day)), None)
