"""Closed cases of earlier years are brought in whole, at once, with one event that names them."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tests.factories.actors import OrganisationFactory, code
from tests.factories.cases import CENTRE, caseworker, organisation, the_rules, the_unit
from varsel.base.audit.models import Event, EventShown
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, Person
from varsel.casework.cases.queries import facts

pytestmark = pytest.mark.django_db
NEEDED = (
    "residence_status:eu_citizen",
    "interview_place:other",
    "observer:document",
    "exploitation_form:prostitution",
    "trafficking_element:act_transport",
    "sex:woman",
    "country:RO",
)


@pytest.fixture
def earlier(db: None) -> actions.EarlierCase:
    the_rules()
    for key in NEEDED:
        code(key)
    return actions.EarlierCase(
        unit=the_unit(),
        working_name="Lærke",
        opened_on=date(2015, 3, 1),
        interviewed_on=date(2015, 3, 3),
        decided_on=date(2015, 3, 20),
        decided_by=organisation(CENTRE),
        rule="lawful",
        outcome="assessment_outcome:assessed",
        residence_status="residence_status:eu_citizen",
        form="exploitation_form:prostitution",
        sex="sex:woman",
        age=17,
        citizenships=["country:RO"],
        elements=["trafficking_element:act_transport"],
        registered_by=[OrganisationFactory()],
    )


def test_a_case_that_is_brought_in_is_closed_counted_and_true_to_its_facts(earlier: actions.EarlierCase) -> None:
    actions.bring_in([earlier], by=caseworker())
    [row] = facts(on=date(2020, 1, 1))
    assert (row.outcome, row.year, row.sex, row.is_child, len(row.lists)) == ("assessed", 2015, "woman", True, 2)
    assert Case.objects.get().is_closed
    assert actions.check_projections() == []
    assert Person.objects.get().working_name.open("test") == "Lærke"


def test_a_batch_is_one_event_that_names_every_case(earlier: actions.EarlierCase) -> None:
    before = Event.objects.count()
    cases = actions.bring_in([earlier] * 3, by=caseworker())
    assert Event.objects.filter(verb="case:import").count() == 1
    assert Event.objects.count() >= before + 1
    assert set(EventShown.objects.values_list("subject_id", flat=True)) >= {case.pk for case in cases}


def test_the_queries_of_a_batch_do_not_grow_with_it(earlier: actions.EarlierCase, query_budget) -> None:  # type: ignore[no-untyped-def]
    user = caseworker()
    actions.bring_in([earlier], by=user)
    few = query_budget.count(lambda: actions.bring_in([earlier] * 2, by=user))
    many = query_budget.count(lambda: actions.bring_in([earlier] * 20, by=user))
    assert many == few


@pytest.mark.parametrize("days", [-40, 5000])
def test_impossible_dates_refuse_the_whole_batch(earlier: actions.EarlierCase, days: int) -> None:
    wrong = replace(earlier, decided_on=earlier.decided_on + timedelta(days=days))
    with pytest.raises(Refusal, match="impossible_dates"):
        actions.bring_in([earlier, wrong], by=caseworker())
    assert not Case.objects.exists()


def test_an_outcome_that_did_not_exist_then_refuses_the_whole_batch(earlier: actions.EarlierCase) -> None:
    new = code("assessment_outcome:exploitation_without_trafficking")
    Code.objects.filter(pk=new.pk).update(valid_from=date(2022, 6, 1))
    with pytest.raises(Refusal, match="not_in_force"):
        actions.bring_in([earlier, replace(earlier, outcome=new.pk)], by=caseworker())
    assert not Case.objects.exists()


def test_a_code_that_does_not_exist_leaves_nothing_half_written(earlier: actions.EarlierCase) -> None:
    wrong = replace(earlier, form="country:RO")  # the database itself refuses a code of another list
    with pytest.raises(IntegrityError):
        actions.bring_in([earlier, wrong], by=caseworker())
    assert not Case.objects.exists()
