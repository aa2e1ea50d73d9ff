"""Each address has a count of its own."""

import pytest

from varsel.casework.referrals.actions.attempts import LIMITS, allowed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"), [("1.11.1.1", "11.1.1.1"), ("1.1.1.11", "1.1.11.1"), ("2001:db8:1::", "2001:db8:0:1::")]
)
def test_addresses_that_differ_only_in_their_dots_do_not_share_a_count(one: str, other: str) -> None:
    own, _together = LIMITS["receipt"]
    for _ in range(own):
        assert allowed("receipt", one)
    assert not allowed("receipt", one)
    assert allowed("receipt", other)
