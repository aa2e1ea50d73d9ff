"""Organisations by the name they bear today: who wrote, and to whom a referral may be passed on."""

from django.db.models import Prefetch
from django.utils import timezone

from varsel.base.actors.models import Organisation, OrganisationName
from varsel.base.actors.queries import organisation_name
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.models.words import WRITERS


def recipients() -> list[tuple[str, str]]:
    """`(key, name today)` of every organisation, by name."""
    names = Prefetch("names", queryset=OrganisationName.objects.on(timezone.localdate()), to_attr="today")
    found = Organisation.objects.prefetch_related(names)
    named = [(each.key, str(each.today[0]) if each.today else each.key) for each in found]
    return sorted(named, key=lambda pair: pair[1])


def recipient(key: str) -> Organisation | None:
    return Organisation.objects.filter(key=key).first() if key else None


def writer(referral: Referral) -> str:
    """Who wrote: the organisation where a partner did, else in general terms."""
    if referral.organisation is not None:
        return organisation_name(referral.organisation, timezone.localdate())
    return str(WRITERS[referral.sender])
