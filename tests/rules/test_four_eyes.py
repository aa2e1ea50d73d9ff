"""Which roles need a second person's approval: a pure function over what the role allows."""

import pytest

from varsel.base.accounts.permissions import Permission
from varsel.base.accounts.rules import needs_second_person

HARMLESS = {
    "audit:read",
    "estimate:make",
    "estimate:read",
    "estimate:release",
    "pack:load",
    "role:grant",
    "statistics:export",
    "statistics:read",
    "user:list",
    "user:manage",
}


@pytest.mark.parametrize("permission", list(Permission))
def test_every_permission_that_shows_or_changes_persons_needs_two_people(permission: Permission) -> None:
    assert needs_second_person([permission.value]) is (permission.value not in HARMLESS)


def test_a_permission_of_a_kind_that_nobody_has_thought_of_needs_two_people() -> None:
    assert needs_second_person(["something:new"])


def test_one_such_permission_among_harmless_ones_is_enough() -> None:
    assert needs_second_person([*HARMLESS, "identity:open"])
    assert not needs_second_person(HARMLESS)
    assert not needs_second_person([])
