"""Reads about organisations."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from varsel.base.actors.models import Organisation, OrganisationName


def organisation_name(organisation: Organisation, on: date) -> str:
    """What the organisation was called on the day; its key where the pack gives no name for the day."""
    name = OrganisationName.objects.on(on).filter(organisation=organisation).first()
    return str(name or organisation.key)


def names_on(organisations: Iterable[UUID], on: date) -> dict[UUID, str]:
    """What organisations were called on the day, by key, in one query; without those that had no name then."""
    names = OrganisationName.objects.on(on).filter(organisation__in=set(organisations))
    return {name.organisation_id: str(name) for name in names}


def by_kind(organisations: QuerySet[Organisation], on: date) -> list[tuple[str, list[tuple[Organisation, str]]]]:
    """Organisations with their names on the day, under what kind they are: kinds in the order of their list."""
    rows = list(organisations.select_related("kind").order_by("kind__order", "kind"))
    names = names_on((one.pk for one in rows), on)
    found: dict[str, list[tuple[Organisation, str]]] = {}
    for one in rows:
        if one.pk in names:
            found.setdefault(one.kind.label, []).append((one, names[one.pk]))
    return [(label, sorted(rows, key=lambda row: row[1])) for label, rows in found.items()]


def owner(organisation: Organisation, on: date) -> Organisation | None:
    """The organisation that it belonged under on the day."""
    ownership = organisation.owners.on(on).select_related("owner").first()
    return ownership.owner if ownership else None
