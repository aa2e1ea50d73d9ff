"""What statistics may know of cases: pseudonymous rows, never a name, never an id that leads back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.sealing.blind import blind_index
from varsel.base.kernel.sealing.datakeys import keys_at_hand
from varsel.casework.cases.models import Assessment, Case, Interview
from varsel.casework.cases.queries.people import age_of, counts_as_child
from varsel.casework.cases.rules.assessment import age_group

CHUNK = 500
UNKNOWN = "unknown"
PRESUMED = "presumed"  # met, but not (yet) decided on: Eurostat counts them as registered victims too


@dataclass(frozen=True)
class FactRow:
    """One person and the decision that stood on the cut-off date; or a presumed person, with no decision.

    `person` is a keyed pseudonym, the same in every row of one person. Codes are without their list's name.
    `on` is the day of the decision (of the first interview for a presumed person), `recorded_on` the day it
    was entered: the two dates that a cut-off can be drawn by. `lists` are keys of the organisations that had the
    person on their lists on the cut-off date.
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
    form_group: str
    forms: tuple[str, ...]
    decided_by: str
    lists: tuple[str, ...]


def facts(*, on: date) -> Iterator[FactRow]:
    """The decisions that stood on the day, then the presumed persons of that day, streamed in chunks."""
    groups = citizenship_groups()
    for assessment in _standing(on).iterator(chunk_size=CHUNK):
        yield _decided(assessment, groups, on)
    for cases in _in_chunks(_presumed(on).iterator(chunk_size=CHUNK)):
        with keys_at_hand(case.person.data_key_id for case in cases if case.person.birth_date is not None):
            yield from [_met(case, groups, on) for case in cases]


def _in_chunks(cases: Iterator[Case]) -> Iterator[list[Case]]:
    """So many at a time as lie in hand: their keys are fetched together."""
    while chunk := list(islice(cases, CHUNK)):
        yield chunk


AROUND_CASE = (
    "situations__form__parent",
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


def _presumed(on: date) -> QuerySet[Any]:
    """The cases, each with `first_met`, the day of its first clarifying interview."""
    decided = Assessment.objects.filter(case=OuterRef("pk"), decided_on__lte=on)
    met = Q(interviews__kind=Interview.Kind.INTERVIEW, interviews__held_on__lte=on)
    return (
        Case.objects.annotate(first_met=Min("interviews__held_on", filter=met))
        .filter(~Exists(decided), first_met__isnull=False)
        .select_related("person")
        .prefetch_related(*AROUND_CASE)
        .order_by("id")
    )


def _decided(assessment: Assessment, groups: "list[CitizenshipGroup]", cut_off: date) -> FactRow:
    return FactRow(
        outcome=assessment.outcome.code,
        on=assessment.decided_on,
        year=assessment.decided_on.year,
        recorded_on=timezone.localdate(assessment.created_at),
        age_group=age_group(assessment.age),
        is_child=assessment.is_child,
        decided_by=assessment.organisation.key,
        lists=_lists(assessment.case, cut_off),
        **_around(assessment.case, assessment.decided_on, groups),
    )


def _met(case: Case, groups: "list[CitizenshipGroup]", cut_off: date) -> FactRow:
    first_met: date = vars(case)["first_met"]  # annotated by `_presumed`
    return FactRow(
        outcome=PRESUMED,
        on=first_met,
        year=first_met.year,
        recorded_on=timezone.localdate(case.created_at),
        age_group=age_group(age_of(case.person, first_met)),
        is_child=counts_as_child(case.person, first_met),
        decided_by="",
        lists=_lists(case, cut_off),
        **_around(case, first_met, groups),
    )


def _around(case: Case, on: date, groups: "list[CitizenshipGroup]") -> dict[str, Any]:
    """What a row says of the person and the exploitation, from rows that are fetched already."""
    person = case.person
    countries = sorted(citizenship.country.code for citizenship in person.citizenships.all())
    corrected = {situation.corrects_id for situation in case.situations.all()}
    forms = [situation.form for situation in case.situations.all() if situation.pk not in corrected]
    return {
        "person": blind_index("statistics.person", str(person.pk)),
        "sex": (person.sex_id or "").partition(":")[2] or UNKNOWN,
        "citizenships": tuple(countries),
        "citizenship_group": citizenship_group(countries, on, groups),
        "form": forms[0].code if forms else UNKNOWN,
        "form_group": (forms[0].parent or forms[0]).code if forms else UNKNOWN,
        "forms": tuple(dict.fromkeys(form.code for form in forms)),
    }


def _lists(case: Case, cut_off: date) -> tuple[str, ...]:
    """Whose lists the person stood on when the cut-off day ended, from rows that are fetched already."""
    rows = case.person.registrations.all()
    return tuple(sorted(one.organisation.key for one in rows if one.on <= cut_off))


@dataclass(frozen=True)
class CitizenshipGroup:
    """Countries that counted as a group from one day to another (both included)."""

    key: str
    countries: frozenset[str]
    valid_from: date
    valid_to: date


def citizenship_groups() -> list[CitizenshipGroup]:
    """The groups of the pack, all their versions: a country's group is the one of the day counted."""
    entries = PackEntry.objects.filter(section="citizenship_groups")
    return [
        CitizenshipGroup(
            entry.key, frozenset(entry.data["countries"]), entry.valid_from or date.min, entry.valid_to or date.max
        )
        for entry in entries
    ]


def citizenship_group(countries: list[str], on: date, groups: list[CitizenshipGroup]) -> str:
    """One group for each person: of several citizenships the one nearest to home counts."""
    if not countries:
        return UNKNOWN
    in_force = [group for group in groups if group.valid_from <= on <= group.valid_to]
    held = {group.key for group in in_force if not group.countries.isdisjoint(countries)}
    return next((key for key in ("domestic", "other_eu") if key in held), "non_eu")
