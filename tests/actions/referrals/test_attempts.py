"""Each address has a count of its own, and none is kept."""

import pytest

from varsel.casework.referrals.actions.attempts import counted
from varsel.casework.referrals.models import Attempts
from varsel.casework.referrals.rules import limits
from varsel.casework.referrals.rules.limits import LIMITS, Limit, Standing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"), [("1.11.1.1", "11.1.1.1"), ("1.1.1.11", "1.1.11.1"), ("2001:db8:1::", "2001:db8:0:1::")]
)
def test_addresses_that_differ_only_in_their_dots_do_not_share_a_count(one: str, other: str) -> None:
    for _ in range(LIMITS["receipt"].own):
        assert counted("receipt", one) is Standing.FREE
    assert counted("receipt", one) is Standing.OVER
    assert counted("receipt", other) is Standing.FREE


def test_a_network_has_a_count_around_those_of_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(limits.LIMITS, "send", Limit(own=20, network=3, together=5))
    found = [counted("send", address) for address in ("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.1.0.1")]
    assert found == [Standing.FREE] * 3 + [Standing.OVER, Standing.FREE]
    assert counted("send", "10.2.0.1") is Standing.CROWDED


def test_no_address_is_kept() -> None:
    counted("send", "192.0.2.99")
    assert Attempts.objects.count() == 3
    assert all(len(bucket) == 64 for bucket in Attempts.objects.values_list("bucket", flat=True))
