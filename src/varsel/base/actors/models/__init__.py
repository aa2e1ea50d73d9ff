"""The tables of organisations, one file a noun."""

from varsel.base.actors.models.dated import Dated
from varsel.base.actors.models.organisations import (
    ContactPoint,
    Organisation,
    OrganisationName,
    Ownership,
    Unit,
    in_language,
)

__all__ = ["ContactPoint", "Dated", "Organisation", "OrganisationName", "Ownership", "Unit", "in_language"]
