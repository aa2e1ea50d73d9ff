"""What statistics may know of cases: pseudonymous rows, never a name, never an id that leads back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from varsel.base.kernel.sealing.blind import blind_index
from varsel.casework.cases.models import Assessment, Case, Interview
from varsel.casework.cases.queries.people import age_of
from varsel.casework.cases.rules.assessment import age_group

CHUNK = 500
PRESUMED = "presumed"  # met, but not (yet) decided on: Eurostat counts them as registered victims too


@dataclass(frozen=True)
class FactRow:
    """One person and the decision that stood on the cut-off date; or a presumed person, with no decision.

    `person` is a keyed pseudonym, the same in every row of one person. Codes are without their list's name.
    `on` is the day of the decision (of the first interview for a presumed person), `recorded_on` the day it
    was entered: the two dates that a cut-off can be drawn by. `lists` are keys of organisations.
    """

    person: str
    outcome: str
    year: int
    on: date
    recorded_on: date
    sex: str
    age_group: str
    is_child: bool
    citizenships: tuple[str, ...]
    citizenship_group: str
    form: str
    forms: tuple[str, ...]
    decided_by: str
    lists: tuple[str, ...]


def facts(*, on: date) -> Iterator[FactRow]:
    """The decisions that stood on the day, then the presumed persons of that day, streamed in chunks."""
    for assessment in _standing(on).iterator(chunk_size=CHUNK):
        yield _decided(assessment)
    for case in _presumed(on).iterator(chunk_size=CHUNK):
        yield _met(case, case.first_met)


AROUND_CASE = (
    "situations__form",
    "person__citizenships__country",
    "person__registrations__organisation",
)


def _standing(on: date) -> QuerySet[Assessment]:
    followed = Assessment.objects.filter(predecessor=OuterRef("pk"), decided_on__lte=on)
    return (
        Assessment.objects.filter(~Exists(followed), decided_on__lte=on)
        .select_related("case__person", "outcome", "organisation")
        .prefetch_related(*(f"case__{path}" for path in AROUND_CASE))
        .order_by("decided_on", "id")
    )


def _presumed(on: date) -> QuerySet[Case]:
    decided = Assessment.objects.filter(case=OuterRef("pk"), decided_on__lte=on)
    met = Q(interviews__kind=Interview.Kind.INTERVIEW, interviews__held_on__lte=on)
    return (
        Case.objects.annotate(first_met=Min("interviews__held_on", filter=met))
        .filter(~Exists(decided), first_met__isnull=False)
        .select_related("person")
        .prefetch_related(*AROUND_CASE)
        .order_by("id")
    )


def _decided(assessment: Assessment) -> FactRow:
    return FactRow(
        outcome=assessment.outcome.code,
        on=assessment.decided_on,
        year=assessment.decided_on.year,
        recorded_on=assessment.created_at.date(),
        age_group=age_group(assessment.age),
        is_child=assessment.is_child,
        decided_by=assessment.organisation.key,
        **_around(assessment.case),
    )


def _met(case: Case, first_met: date) -> FactRow:
    return FactRow(
        outcome=PRESUMED,
        on=first_met,
        year=first_met.year,
        recorded_on=case.created_at.date(),
        age_group=age_group(age_of(case.person, first_met)),
        is_child=case.is_child,
        decided_by="",
        **_around(case),
    )


def _around(case: Case) -> dict[str, object]:
    """What a row says of the person and the exploitation, from rows that are fetched already."""
    person = case.person
    countries = [citizenship.country for citizenship in person.citizenships.all()]
    corrected = {situation.corrects_id for situation in case.situations.all()}
    forms = [situation.form.code for situation in case.situations.all() if situation.pk not in corrected]
    return {
        "person": blind_index("statistics.person", str(person.pk)),
        "sex": (person.sex_id or "").partition(":")[2] or "unknown",
        "citizenships": tuple(sorted(country.code for country in countries)),
        "citizenship_group": _citizenship_group([country.outside.get("group", "other") for country in countries]),
        "form": forms[0] if forms else "unknown",
        "forms": tuple(dict.fromkeys(forms)),
        "lists": tuple(sorted(one.organisation.key for one in person.registrations.all())),
    }


def _citizenship_group(groups: list[str]) -> str:
    """One group for each person: of several citizenships the one nearest to home counts."""
    order = ("national", "eu", "other")
    return min(groups, key=lambda group: order.index(group) if group in order else len(order), default="unknown")
