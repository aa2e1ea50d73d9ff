"""What is counted as one, what is counted around it, and why nobody guesses a code."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules.limits import LIMITS, Limit, Standing, guessing_odds, network_of, standing

YEAR = 365 * 24 * 3600


def test_a_thousand_guesses_a_second_for_a_year_open_none_of_a_hundred_thousand_codes() -> None:
    """So codes need no limit for all together, with which a stranger could shut out everybody who has one."""
    assert guessing_odds(codes=100_000, attempts=1000 * YEAR) < 2e-7
    assert {kind for kind, limit in LIMITS.items() if limit.together} == {"save", "send"}


@given(st.ip_addresses(v=4))
def test_an_address_is_counted_by_itself_and_with_its_network_however_it_is_written(address: IPv4Address) -> None:
    first_three = str(address).rpartition(".")[0]
    assert network_of(str(address)) == (str(address), f"{first_three}.0/24")
    assert network_of(f"::ffff:{address}") == network_of(str(address))


@given(st.ip_addresses(network="2001:db8::/32"), st.integers(0, 2**64 - 1))
def test_of_version_six_a_subscriber_is_one_whatever_address_is_chosen(address: IPv6Address, rest: int) -> None:
    chosen = IPv6Address(int(address) >> 64 << 64 | rest)
    own, around = network_of(str(address))
    assert network_of(str(chosen)) == (own, around)
    assert (own.endswith("/64"), around.endswith("/48")) == (True, True)


@pytest.mark.parametrize("who", ["", "7d444840-9dc0-11d1-b245-5ffdce74fad2", "1.2.3", "::g"])
def test_what_is_no_address_stands_for_itself(who: str) -> None:
    assert network_of(who) == (who, "")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99))
def test_what_all_do_together_never_counts_for_more_than_a_wait(own: int, network: int, together: int) -> None:
    found = standing(Limit(10, 20, 30), own=own, network=network, together=together)
    assert (found is Standing.OVER) == (own > 10 or network > 20)
    assert (found is Standing.FREE) == (own <= 10 and network <= 20 and together <= 30)
