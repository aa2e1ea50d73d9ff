"""Bringing in the closed cases of earlier years, when a centre takes Varsel into use."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation, Unit
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.datakeys import keys_at_hand, new_data_keys
from varsel.casework.cases.actions.decisions import is_in_force
from varsel.casework.cases.models import (
    Assessment,
    AssessmentGround,
    Case,
    Citizenship,
    Closing,
    Consent,
    Interview,
    Person,
    Registration,
    Situation,
    SituationElement,
    Stay,
)
from varsel.casework.cases.rules.assessment import ADULT_AT, Status
from varsel.casework.cases.rules.numbers import new_number

MODELS: tuple[type[models.Model], ...] = (
    *(Person, Citizenship, Stay, Registration, Case, Consent, Interview, Situation, SituationElement),
    *(Assessment, AssessmentGround, Closing),
)


@dataclass(frozen=True)
class EarlierCase:
    """One closed case as an older system held it. Codes are `list:code`; organisations are fetched already."""

    unit: Unit
    working_name: str
    opened_on: date
    interviewed_on: date
    decided_on: date
    decided_by: Organisation
    rule: str
    outcome: str
    residence_status: str
    form: str
    sex: str | None = None
    age: int | None = None
    citizenships: Sequence[str] = ()
    elements: Sequence[str] = ()
    registered_by: Sequence[Organisation] = field(default_factory=tuple)


@transaction.atomic
def bring_in(earlier: Sequence[EarlierCase], *, by: User) -> list[Case]:
    """Write many closed cases at once, with one event that names them all; gives them in the same order.

    Refuses the whole batch if one was decided after today or before it was opened, or with an outcome that did not
    exist then. At most some hundreds at a
    time: everything is held in memory.
    """
    today = legal_today()
    if any(not one.opened_on <= one.interviewed_on <= one.decided_on <= today for one in earlier):
        raise Refusal("impossible_dates", remedy=_("A case was decided before it was opened, or in the future."))
    outcomes = Code.objects.in_bulk({one.outcome for one in earlier})
    if any(one.outcome in outcomes and not is_in_force(outcomes[one.outcome], one.decided_on) for one in earlier):
        raise Refusal("not_in_force", remedy=_("A case has an outcome that did not exist on the day of its decision."))
    keys = new_data_keys(len(earlier))
    rows: dict[type[models.Model], list[models.Model]] = {model: [] for model in MODELS}
    for one, key in zip(earlier, keys, strict=True):
        for row in _rows(one, key, by):
            rows[type(row)].append(row)
    with keys_at_hand(keys):
        for model in MODELS:
            model._default_manager.bulk_create(rows[model])
    cases = [row for row in rows[Case] if isinstance(row, Case)]
    record(Verb.CASE_IMPORT, by=by, purpose="casework", shown=[("case", case.pk) for case in cases])
    return cases


def _rows(one: EarlierCase, key: UUID, by: User) -> Iterator[models.Model]:
    """Every row of one case, in no particular order."""
    person = _person(one, key)
    number = new_number(
        secrets.randbelow
    )  # of 27 thousand million; one that is taken fails the batch, to be tried again
    child = one.age is not None and one.age < ADULT_AT
    case = Case(
        number=number, person=person, unit=one.unit, opened_on=one.opened_on, is_child=child, status=Status.CLOSED
    )
    yield from (person, case, Stay(person=person, status_id=one.residence_status, since=one.opened_on))
    yield from (Citizenship(person=person, country_id=country) for country in one.citizenships)
    for organisation in {*one.registered_by, one.unit.organisation}:
        yield Registration(person=person, organisation=organisation, on=one.opened_on)
    yield from _interview(one, case, key, by)
    yield from _decision(one, case, key, by, child=child)
    yield Closing(case=case, seq=1, reason_id="closing_reason:completed", on=one.decided_on, decided_by=by)


def _person(one: EarlierCase, key: UUID) -> Person:
    born = one.decided_on.year - one.age if one.age is not None else None
    return Person(data_key_id=key, working_name=one.working_name, sex_id=one.sex, birth_year=born)


def _interview(one: EarlierCase, case: Case, key: UUID, by: User) -> Iterator[models.Model]:
    consent = Consent(
        case=case,
        purpose_id="consent_purpose:interview",
        text_version="earlier",
        evidence=Consent.Evidence.ORAL,
        given_on=one.interviewed_on,
    )
    yield consent
    yield Interview(
        case=case,
        data_key_id=key,
        kind=Interview.Kind.INTERVIEW,
        held_on=one.interviewed_on,
        place_kind_id="interview_place:other",
        consent=consent,
        held_by=by,
    )


def _decision(one: EarlierCase, case: Case, key: UUID, by: User, *, child: bool) -> Iterator[models.Model]:
    situation = Situation(case=case, data_key_id=key, form_id=one.form, is_main=True)
    assessment = Assessment(
        case=case,
        data_key_id=key,
        outcome_id=one.outcome,
        decided_on=one.decided_on,
        organisation=one.decided_by,
        rule=one.rule,
        residence_status_id=one.residence_status,
        age=one.age,
        is_child=child,
        decided_by=by,
    )
    yield from (situation, assessment)
    for code in one.elements:
        element = SituationElement(
            situation=situation, code_id=code, observer_id="observer:document", basis=SituationElement.Basis.DOCUMENTED
        )
        yield from (element, AssessmentGround(assessment=assessment, element=element))
