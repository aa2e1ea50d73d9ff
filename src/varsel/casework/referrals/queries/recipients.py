"""Organisations by the name they bear today: who wrote, and to whom a referral may be passed on."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from varsel.base.actors.models import Organisation
from varsel.base.actors.queries import by_kind, names_on
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.models.words import WRITERS


def recipients() -> list[tuple[str, list[tuple[str, str]]]]:
    """`(key, name today)` of every organisation, under what kind they are, for a choice in groups."""
    groups = by_kind(Organisation.objects.all(), timezone.localdate())
    return [(kind, [(one.key, name) for one, name in rows]) for kind, rows in groups]


def recipient(key: str) -> Organisation | None:
    return Organisation.objects.filter(key=key).first() if key else None


def writers(referrals: Iterable[Referral]) -> dict[UUID, str]:
    """Who wrote each, for those at the centre: the organisation where a partner did, else in general terms.

    Referrals come with their organisation; the names of all take one query.
    """
    found = list(referrals)
    known = {each.organisation_id for each in found if each.organisation_id}
    today = names_on(known, timezone.localdate())
    return {each.pk: _called(each, today) for each in found}


def _called(referral: Referral, today: dict[UUID, str]) -> str:
    if referral.organisation is None:
        return str(WRITERS[referral.sender])
    return today.get(referral.organisation.pk, referral.organisation.key)


def writer(referral: Referral) -> str:
    """Who wrote this one, with the name of the one who was logged in."""
    organisation = writers([referral])[referral.pk]
    return f"{organisation}, {referral.user}" if referral.user else organisation
