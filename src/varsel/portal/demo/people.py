"""The people who use the demonstration: one for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from varsel.base.accounts.actions import people, roles
from varsel.base.accounts.models import Role, User
from varsel.base.actors.models import Organisation, Unit
from varsel.base.kernel.actor import SYSTEM

SINCE = date(2006, 1, 1)  # before the first invented case, so that everybody could have taken part


@dataclass(frozen=True)
class Part:
    """A role and who plays it: the pack's key of the role and of the organisation."""

    role: str
    name: str
    organisation: str
    has_unit: bool = False


PARTS = (
    Part("hotline", "Hanne Hotline", "cmm", has_unit=True),
    Part("caseworker", "Signe Sagsbehandler", "cmm", has_unit=True),
    Part("unit_lead", "Lise Leder", "cmm", has_unit=True),
    Part("decider", "Ditte Afgørelse", "dis"),
    Part("police_partner", "Poul Politi", "police_koebenhavn"),
    Part("ngo_partner", "Nanna Nødhjælp", "reden_international"),
    Part("street_worker", "Olga Opsøgende", "municipality"),
    Part("analyst", "Anton Analytiker", "cmm"),
    Part("coordinator", "Karen Koordinator", "cmm"),
    Part("ministry", "Mads Ministerium", "equality_department"),
    Part("auditor", "Rita Revisor", "sbst"),
    Part("system_administrator", "Søren System", "sbst"),
)


def email(role: str) -> str:
    """The address somebody in the demonstration is known by; it leads nowhere (RFC 2606)."""
    return f"{role.replace('_', '.')}@demo.example"


def the_unit() -> Unit:
    """The one unit of the invented centre."""
    centre = Organisation.objects.get(key="cmm")
    unit, _made = Unit.objects.get_or_create(
        organisation=centre, key="casework", defaults={"name_da": "Sagsarbejde", "name_en": "Casework"}
    )
    return unit


def fill_the_parts() -> Mapping[str, User]:
    """Make the users, each in one organisation and with one role; gives them by role."""
    return {part.role: _made(part) for part in PARTS}


def _made(part: Part) -> User:
    user = people.create(
        by=SYSTEM,
        email=email(part.role),
        display_name=f"{part.name} (demo)",
        organisation=Organisation.objects.get(key=part.organisation),
        unit=the_unit() if part.has_unit else None,
        since=SINCE,
    )
    roles.grant(by=SYSTEM, user=user, role=Role.objects.get(key=part.role), since=SINCE)
    return user
