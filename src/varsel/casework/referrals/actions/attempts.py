"""Counting attempts, so that a code cannot be guessed and the form not be flooded.

A row counts one window of time for one bucket; the bucket is a keyed hash, so that no address is kept.
"""

from datetime import timedelta
from ipaddress import ip_network

from django.db.models import F
from django.utils import timezone

from varsel.base.kernel.sealing.blind import blind_bucket
from varsel.casework.referrals.models import Attempts

WINDOW = timedelta(minutes=15)
# Limits in one window: from one address, and from everywhere. Behind 74 bits they are a second wall.
LIMITS = {"receipt": (10, 300), "draft": (10, 300), "save": (20, 600), "send": (20, 600), "answer": (20, 600)}


def allowed(kind: str, address: str) -> bool:
    """Count one attempt, and say whether it is within the limits of its address and of all together."""
    own, together = LIMITS[kind]
    return all([_count(f"{kind} of {_network(address)}") <= own, _count(f"{kind} of all") <= together])


def _network(address: str) -> str:
    """The address; of version 6 the network of 64 bits that one subscriber has to choose addresses from."""
    try:
        return str(ip_network((address, 64), strict=False)) if ":" in address else address
    except ValueError:
        return address


def _count(what: str) -> int:
    now = timezone.now()
    window = int(now.timestamp() // WINDOW.total_seconds())
    bucket = blind_bucket("attempts", f"{what} {window}")
    row, _made = Attempts.objects.get_or_create(bucket=bucket, defaults={"until": now + WINDOW})
    Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    return row.count
