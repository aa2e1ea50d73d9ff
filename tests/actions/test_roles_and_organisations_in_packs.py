"""What country packs say about roles and organisations becomes rows, once, and is retired rather than deleted."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.actors import code
from varsel.base.accounts import packs as role_packs
from varsel.base.accounts.models import Role, RoleGrant
from varsel.base.actors import packs as organisation_packs
from varsel.base.actors.models import ContactPoint, Organisation, Unit
from varsel.base.actors.queries import organisation_name, owner
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.packs import folder
from varsel.base.kernel.packs.sections import Entry, day

pytestmark = pytest.mark.django_db


def entry(section: str, key: str, **data: Any) -> Entry:
    return Entry(pack="test", section=section, key=key, data=data, file=Path("x.yaml"), line=1)


def danish_roles() -> list[Entry]:
    raw = yaml.safe_load((folder("dk") / "roles.yaml").read_text())["roles"]
    for one in raw:
        jsonschema.validate(one, role_packs.SCHEMA)
    return [entry("roles", one["key"], **{name: one[name] for name in one if name != "key"}) for one in raw]


def ministry(key: str) -> Entry:
    code("organisation_kind:ministry")
    return entry("organisations", key, kind="ministry", names=[{"da": key, "since": "2000-01-01"}])


def agency(**more: Any) -> Entry:
    code("organisation_kind:agency")
    names = [
        {"da": "Socialstyrelsen", "since": "2007-01-01", "until": "2022-07-01"},
        {"da": "Social- og Boligstyrelsen", "en": "Authority of Social Services and Housing", "since": "2022-07-01"},
    ]
    owners = [
        {"organisation": "old", "since": "2007-01-01", "until": "2025-08-29"},
        {"organisation": "new", "since": "2025-08-29"},
    ]
    return entry("organisations", "agency", **{"kind": "agency", "names": names, "owners": owners, **more})


def load(*entries: Entry) -> Organisation:
    organisation_packs.load([ministry("old"), ministry("new"), *entries], SYSTEM)
    return Organisation.objects.get(key="agency")


@pytest.mark.parametrize(
    ("on", "name", "under"),
    [
        ("2022-06-30", "Socialstyrelsen", "old"),
        ("2022-07-01", "Social- og Boligstyrelsen", "old"),
        ("2025-08-28", "Social- og Boligstyrelsen", "old"),
        ("2025-08-29", "Social- og Boligstyrelsen", "new"),
    ],
)
def test_an_organisation_has_the_name_and_the_owner_of_the_day(on: str, name: str, under: str) -> None:
    organisation, date = load(agency()), day(on)
    assert date
    above = owner(organisation, date)
    assert (organisation_name(organisation, date), above and above.key) == (name, under)


def test_loading_twice_changes_nothing() -> None:
    code("contact_kind:telephone")
    points = [{"kind": "telephone", "value": "70 20 25 50", "public": True}]
    load(agency(contact_points=points))
    before = set(ContactPoint.objects.values_list("id")), set(Organisation.objects.values_list("id"))
    load(agency(contact_points=points))
    assert before == (set(ContactPoint.objects.values_list("id")), set(Organisation.objects.values_list("id")))


def test_a_unit_that_is_gone_is_retired_and_its_people_stay() -> None:
    organisation = load(agency(units=[{"key": "north", "name": {"da": "Nord", "en": "North"}}]))
    membership = MembershipFactory(organisation=organisation, unit=Unit.objects.get())
    load(agency())
    membership.refresh_from_db()
    assert membership.unit.retired_on is not None


def test_every_role_of_the_danish_pack_loads_and_is_described_in_both_languages() -> None:
    role_packs.load(danish_roles(), SYSTEM)
    assert set(Role.objects.values_list("key", flat=True)) == {
        "analyst",
        "auditor",
        "caseworker",
        "coordinator",
        "decider",
        "hotline",
        "ministry",
        "ngo_partner",
        "police_partner",
        "street_worker",
        "system_administrator",
        "unit_lead",
    }
    assert all(role.description_da and role.description_en for role in Role.objects.all())


def test_a_role_that_the_pack_no_longer_names_allows_nothing() -> None:
    words = {"da": "x", "en": "x"}
    role_packs.load([entry("roles", "reader", label=words, description=words, permissions=["case:list"])], SYSTEM)
    user = UserFactory()
    RoleGrant.objects.create(user=user, role=Role.objects.get(key="reader"), since="2020-01-01")
    role_packs.load([], SYSTEM)
    assert not user.has("case:list")


@pytest.mark.parametrize("key", ["system_administrator", "auditor", "analyst", "coordinator", "ministry"])
def test_some_roles_have_no_case_content(key: str) -> None:
    (role,) = [one for one in danish_roles() if one.key == key]
    assert not [
        name for name in role.data["permissions"] if name.startswith(("case:", "identity:", "referral:", "inbox:"))
    ]
