"""The numbers by which people know cases, for the auditors' pages: nothing else of a case."""

from collections.abc import Collection, Mapping
from uuid import UUID

from varsel.casework.cases.models import Case, CaseReferral
from varsel.casework.cases.rules.numbers import read_number, shown_number


def numbers(ids: Collection[UUID]) -> Mapping[UUID, str]:
    found = Case.objects.filter(pk__in=ids).values_list("pk", "number")
    return {pk: shown_number(number) for pk, number in found}


def of_number(typed: str) -> UUID | None:
    """The case that is meant, if there is one."""
    return Case.objects.filter(number=read_number(typed) or "").values_list("pk", flat=True).first()


def units(ids: Collection[UUID]) -> Mapping[UUID, UUID]:
    """The unit that each case belongs to today."""
    return dict(Case.objects.filter(pk__in=ids).values_list("pk", "unit_id"))


def about_the_same_person(case_id: UUID) -> list[tuple[str, UUID]]:
    """The person's other cases, and the referrals that all of them came from."""
    cases = Case.objects.filter(person__cases=case_id).values_list("pk", flat=True)
    referrals = CaseReferral.objects.filter(case__in=cases).values_list("referral_id", flat=True)
    return [("case", pk) for pk in cases if pk != case_id] + [("referral", pk) for pk in set(referrals)]
