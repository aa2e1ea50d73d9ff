"""Every address has a gate or is on the list of open ones; strangers and foreign eyes get nothing anywhere."""

from collections.abc import Iterator

import pytest
import yaml
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests.factories.accounts import RoleFactory, RoleGrantFactory, UserFactory
from tests.meta import urls_of_the_house as house
from varsel.base.accounts.gate import PublicRequest, StaffRequest, gate, public
from varsel.base.accounts.models import User
from varsel.base.audit.models import Event
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs import folder
from varsel.portal.urls import urlpatterns as real

ROLES = {one["key"]: one["permissions"] for one in yaml.safe_load((folder("dk") / "roles.yaml").read_text())["roles"]}


def browser_of(role: str) -> tuple[User, Client]:
    user = UserFactory()
    RoleGrantFactory(user=user, role=RoleFactory(key=role, permissions=ROLES[role]))
    browser = Client()
    browser.force_login(user)
    return user, browser


def refusals(user: User) -> int:
    return Event.objects.filter(actor_id=user.id).exclude(code="").count()


def test_every_address_has_a_gate_or_is_on_the_list_of_open_ones() -> None:
    assert house.undeclared() == []


def test_of_every_object_in_an_address_the_tests_know_a_foreign_one() -> None:
    assert house.unknown_parts() == []


@pytest.mark.django_db
def test_every_address_refuses_a_stranger() -> None:
    assert house.let_in() == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(ROLES))
def test_a_foreign_object_is_not_found_by_any_role_and_the_attempt_is_remembered(role: str) -> None:
    user, browser = browser_of(role)
    assert house.opened(role, browser, lambda: refusals(user)) == []


# Planted faults: each of these views breaks one promise, and the checks above must name it.


def bare(request: StaffRequest) -> HttpResponse:
    return HttpResponse("anybody")


@public()
def unlisted(request: PublicRequest) -> HttpResponse:
    return HttpResponse("anybody")


@gate(None, Verb.USER_READ)
def leaking(request: StaffRequest, user: str) -> HttpResponse:
    request.seen(User.objects.get(pk=user))
    return HttpResponse("a name")


@gate(None, Verb.USER_READ)
def strange(request: StaffRequest, secret: str) -> HttpResponse:
    return HttpResponse("a secret")


urlpatterns = [
    *real,
    path("bare/", bare, name="bare"),
    path("unlisted/", unlisted, name="unlisted"),
    path("leaking/<uuid:user>/", leaking, name="leaking"),
]


@pytest.fixture
def planted() -> Iterator[None]:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.usefixtures("planted")
def test_a_view_without_a_gate_and_an_open_one_that_is_not_listed_are_found() -> None:
    assert house.undeclared() == ["bare", "unlisted"]


@pytest.mark.django_db
@pytest.mark.usefixtures("planted")
def test_a_view_that_lets_strangers_in_is_found() -> None:
    assert house.let_in() == ["get bare", "post bare"]


@pytest.mark.django_db
@pytest.mark.usefixtures("planted")
def test_a_view_that_fetches_past_access_is_found() -> None:
    user, browser = browser_of("analyst")
    found = house.opened("analyst", browser, lambda: refusals(user))
    assert found == ["get leaking as analyst: 200", "post leaking as analyst: 200"]


def test_an_address_with_an_object_of_an_unknown_kind_is_found() -> None:
    with override_settings(ROOT_URLCONF=(path("x/<str:secret>/", strange, name="strange"),)):
        assert house.unknown_parts() == ["strange: secret"]
