"""Frozen counts and estimates: whoever may read them sees all of them, and nobody else sees any."""

from uuid import uuid4

import pytest
from django.http import Http404

from tests.factories.accounts import UserFactory
from tests.factories.estimates import EstimateFactory, ReleaseFactory, SnapshotFactory
from varsel.base.accounts.permissions import Permission
from varsel.knowledge.estimates import access

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("factory", [SnapshotFactory, EstimateFactory, ReleaseFactory])
def test_they_are_found_by_those_who_may_read_them_and_by_nobody_else(factory: type) -> None:
    row = factory()
    model = type(row)
    reader, other = UserFactory(may=[Permission.ESTIMATE_READ]), UserFactory(may=[Permission.STATISTICS_READ])
    assert list(access.visible_to(reader, model)) == [row]
    assert access.require(reader, model, row.pk) == row
    for user, wanted in ((other, row.pk), (reader, uuid4())):
        with pytest.raises(Http404):
            access.require(user, model, wanted)


def test_small_numbers_are_for_those_who_make_estimates() -> None:
    assert access.sees_small_numbers(UserFactory(may=[Permission.ESTIMATE_MAKE]))
    assert not access.sees_small_numbers(UserFactory(may=[Permission.ESTIMATE_READ]))


def test_a_number_from_counts_as_they_are_is_for_who_may_see_these() -> None:
    makes, reads = (UserFactory(may=[what]) for what in (Permission.ESTIMATE_MAKE, Permission.ESTIMATE_READ))
    own, public = SnapshotFactory(), SnapshotFactory(is_public=True)
    assert [access.sees_results(user, counts) for user in (makes, reads) for counts in (own, public)] == [
        *(True, True),
        *(False, True),
    ]
