"""Organisations for tests; codes are made where the test has loaded no pack."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from varsel.base.actors.models import ContactPoint, Organisation, OrganisationName, Ownership, Unit
from varsel.base.kernel.models import Code

LONG_AGO = date(2020, 1, 1)


def code(key: str) -> Code:
    """The code `list:code`, made where it is missing."""
    code_list, name = key.split(":")
    made, _ = Code.objects.get_or_create(
        id=key, defaults={"list": code_list, "code": name, "label_da": name, "label_en": name, "pack": "test"}
    )
    return made


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    key = factory.Sequence("organisation-{}".format)
    kind = factory.LazyFunction(lambda: code("organisation_kind:centre"))
    bound_by_secrecy = True


class OrganisationNameFactory(DjangoModelFactory[OrganisationName]):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name_da = factory.Sequence("Organisation {}".format)
    name_en = factory.SelfAttribute("name_da")
    since = LONG_AGO


class OwnershipFactory(DjangoModelFactory[Ownership]):
    class Meta:
        model = Ownership

    organisation = factory.SubFactory(OrganisationFactory)
    owner = factory.SubFactory(OrganisationFactory)
    since = LONG_AGO


class UnitFactory(DjangoModelFactory[Unit]):
    class Meta:
        model = Unit

    organisation = factory.SubFactory(OrganisationFactory)
    key = factory.Sequence("unit-{}".format)
    name_da = factory.Sequence("Enhed {}".format)


class ContactPointFactory(DjangoModelFactory[ContactPoint]):
    class Meta:
        model = ContactPoint

    organisation = factory.SubFactory(OrganisationFactory)
    kind = factory.LazyFunction(lambda: code("contact_kind:telephone"))
    value = factory.Sequence("{:08d}".format)
