"""Organisations to which a referral may be passed on."""

from django.db.models import Prefetch
from django.utils import timezone

from varsel.base.actors.models import Organisation, OrganisationName


def recipients() -> list[tuple[str, str]]:
    """`(key, name today)` of every organisation, by name."""
    names = Prefetch("names", queryset=OrganisationName.objects.on(timezone.localdate()), to_attr="today")
    found = Organisation.objects.prefetch_related(names)
    named = [(each.key, str(each.today[0]) if each.today else each.key) for each in found]
    return sorted(named, key=lambda pair: pair[1])


def recipient(key: str) -> Organisation | None:
    return Organisation.objects.filter(key=key).first() if key else None
