"""Reads about organisations."""

from datetime import date

from varsel.base.actors.models import Organisation, OrganisationName


def organisation_name(organisation: Organisation, on: date) -> str:
    """What the organisation was called on the day; its key where the pack gives no name for the day."""
    name = OrganisationName.objects.on(on).filter(organisation=organisation).first()
    return str(name or organisation.key)


def owner(organisation: Organisation, on: date) -> Organisation | None:
    """The organisation that it belonged under on the day."""
    ownership = organisation.owners.on(on).select_related("owner").first()
    return ownership.owner if ownership else None
