"""The references by which people know referrals, for the auditors' pages: nothing else of a referral."""

from collections.abc import Collection, Mapping
from uuid import UUID

from varsel.casework.referrals.models import Referral


def references(ids: Collection[UUID]) -> Mapping[UUID, str]:
    return dict(Referral.objects.filter(pk__in=ids).values_list("pk", "reference"))


def of_reference(typed: str) -> UUID | None:
    """The referral that is meant, if there is one."""
    reference = typed.strip().upper().replace(" ", "").replace("-", "")
    return Referral.objects.filter(reference=reference).values_list("pk", flat=True).first()
