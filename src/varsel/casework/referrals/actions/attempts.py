"""Counting attempts, so that codes are not guessed and a flood costs those who make it.

A row counts one window of time for one bucket; the bucket is a keyed hash of what is counted and of the window, so
that no address is kept and nobody can be followed from one window to the next.
"""

from django.db.models import F
from django.utils import timezone

from varsel.base.kernel.sealing.blind import blind_bucket
from varsel.casework.referrals.models import Attempts
from varsel.casework.referrals.rules.limits import LIMITS, WINDOW, Standing, network_of, standing


def counted(kind: str, who: str) -> Standing:
    """Count one attempt of `who` (an address, or the id of what is counted), and say where it stands."""
    limit = LIMITS[kind]
    own, around = network_of(who)
    return standing(
        limit,
        own=_count(f"{kind} of {own}"),
        network=_count(f"{kind} around {around}") if limit.network and around else 0,
        together=_count(f"{kind} of all") if limit.together else 0,
    )


def _count(what: str) -> int:
    now = timezone.now()
    window = int(now.timestamp() // WINDOW.total_seconds())
    bucket = blind_bucket("attempts", f"{what} {window}")
    row, _made = Attempts.objects.get_or_create(bucket=bucket, defaults={"until": now + WINDOW})
    Attempts.objects.filter(pk=row.pk).update(count=F("count") + 1)
    row.refresh_from_db(fields=["count"])
    return row.count
