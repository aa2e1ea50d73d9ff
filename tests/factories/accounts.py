"""People with log-ins and roles for tests."""

from typing import Any

import factory
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from tests.factories.actors import LONG_AGO, OrganisationFactory
from varsel.base.accounts.models import Membership, Role, RoleGrant, User

PASSWORD = "korrekt-hest-batteri"
SECRET = "JBSWY3DPEHPK3PXP"


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role
        django_get_or_create = ("key",)

    key = factory.Sequence("role-{}".format)
    label_da = label_en = factory.SelfAttribute("key")
    description_da = description_en = "Til prøver."
    permissions = factory.LazyFunction(list)


class AuthenticatorFactory(DjangoModelFactory[Authenticator]):
    """One-time codes that are set up already, with a secret that tests know."""

    class Meta:
        model = Authenticator

    type = Authenticator.Type.TOTP
    data = factory.LazyFunction(lambda: {"secret": get_adapter().encrypt(SECRET)})


class UserFactory(DjangoModelFactory[User]):
    """A user of `organisation` (made where not given; False: of none) with the permissions in `may`.

    One-time codes are set up, unless `codes=False`.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("user{}@example.org".format)
    display_name = factory.Sequence("Bruger {}".format)
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def organisation(self, create: bool, given: Any, **kwargs: Any) -> None:
        if given is not False:
            MembershipFactory(user=self, organisation=given or OrganisationFactory(), **kwargs)

    @factory.post_generation
    def codes(self, create: bool, given: Any, **kwargs: Any) -> None:
        if given is not False:
            AuthenticatorFactory(user=self)

    @factory.post_generation
    def may(self, create: bool, given: Any, **kwargs: Any) -> None:
        if given:
            RoleGrantFactory(user=self, role=RoleFactory(permissions=[str(one) for one in given]))


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory("tests.factories.accounts.UserFactory", organisation=False)
    organisation = factory.SubFactory(OrganisationFactory)
    since = LONG_AGO


class RoleGrantFactory(DjangoModelFactory[RoleGrant]):
    class Meta:
        model = RoleGrant

    user = factory.SubFactory(UserFactory)
    role = factory.SubFactory(RoleFactory)
    since = LONG_AGO
