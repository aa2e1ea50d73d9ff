"""How often something may be tried in a quarter of an hour, and what holds above that (ADR 75). No Django.

No figure here can shut everybody out: what all do together only makes a sending cost a short wait. A code needs no
figure for all together: `guessing_odds` says why.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum
from ipaddress import IPv6Address, ip_address, ip_network

from varsel.casework.referrals.rules.codes import ALPHABET, SECRET_LENGTH

WINDOW = timedelta(minutes=15)
WAIT = timedelta(seconds=20)  # long for whoever sends thousands, short for whoever has written for five minutes


class Standing(IntEnum):
    """Where one attempt stands; the higher, the narrower the limit that it passed."""

    FREE = 0
    CROWDED = 1  # all together do more than usual
    OVER = 2  # this address, its network, this log-in, form or conversation does


@dataclass(frozen=True)
class Limit:
    """Attempts in one window: of one, of the network around its address, of everybody. 0: not counted."""

    own: int
    network: int = 0
    together: int = 0


# A mobile operator, a prison or an asylum centre may stand behind one address, hence figures far above what one
# person needs.
LIMITS = {
    "answer": Limit(20),  # of one conversation, which its code opened
    "draft": Limit(30, 300),
    "form": Limit(10),  # of one form: sends, saves, and sends after a change
    "receipt": Limit(30, 300),
    "save": Limit(20, 200, 600),
    "save_by_user": Limit(60),
    "send": Limit(20, 200, 600),
    "send_by_user": Limit(60),
}


def standing(limit: Limit, *, own: int, network: int, together: int) -> Standing:
    """Where an attempt stands, being the so-many-th of each."""
    if own > limit.own or (limit.network and network > limit.network):
        return Standing.OVER
    return Standing.CROWDED if limit.together and together > limit.together else Standing.FREE


def network_of(who: str) -> tuple[str, str]:
    """What is counted as one, and the network around it: an address and its /24; of version 6 the /64 that one
    subscriber chooses addresses from, and its /48. What is no address stands for itself, with nothing around it."""
    try:
        address = ip_address(who)
    except ValueError:
        return who, ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(ip_network((address, 64), strict=False)), str(ip_network((address, 48), strict=False))
    four = (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
    return str(four), str(ip_network((four, 24), strict=False))


def guessing_odds(*, codes: int, attempts: int) -> float:
    """The chance (at most) that one of so many attempts hits one of so many codes; the check sign adds nothing."""
    return codes * attempts / len(ALPHABET) ** (SECRET_LENGTH - 1)
