"""What statistics gets: one row for each person and standing decision, with nothing that leads back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.conftest import QueryBudget
from tests.factories import cases as make
from tests.factories.actors import code
from varsel.base.kernel.models import PackEntry
from varsel.casework.cases import actions
from varsel.casework.cases.models import Case, Registration
from varsel.casework.cases.queries import FactRow, facts

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def rules() -> None:
    make.the_rules()
    for key, countries in (("domestic", ["DK"]), ("other_eu", ["RO"])):
        PackEntry.objects.create(pack="test", section="citizenship_groups", key=key, data={"countries": countries})


def described_case(*countries: str) -> Case:
    worker = make.caseworker()
    case = make.opened_case(worker, stay="eu_citizen")
    actions.describe_person(
        case,
        by=worker,
        version=1,
        sex=code("sex:woman"),
        birth_year=2000,
        citizenships=[code(f"country:{country}") for country in countries],
    )
    return case


def rows(on: date = TODAY) -> list[FactRow]:
    return list(facts(on=on))


def test_an_assessed_person_is_one_row_with_the_fields_of_the_published_table() -> None:
    case = described_case("RO")
    make.assessed(case, make.caseworker())
    (row,) = rows()
    assert (row.outcome, row.year, row.sex, row.age_group) == ("assessed", 2026, "woman", "25_over")
    assert (row.citizenship_group, row.form, row.decided_by) == ("other_eu", "prostitution", make.CENTRE)
    assert row.lists == (make.CENTRE,)


def test_a_list_counts_from_the_day_of_its_registration() -> None:
    case = described_case("RO")
    make.assessed(case, make.caseworker())
    later = make.partner().membership.organisation
    Registration.objects.create(person=case.person, organisation=later, on=TODAY + timedelta(days=1))
    (row,), (afterwards,) = rows(), rows(TODAY + timedelta(days=1))
    assert row.lists == (make.CENTRE,)
    assert set(afterwards.lists) == {make.CENTRE, later.key}


def test_no_field_leads_back_to_the_person_or_the_case() -> None:
    case = described_case("RO")
    make.assessed(case, make.caseworker())
    text = str(rows())
    for secret in (str(case.pk), str(case.person.pk), case.number, "Kaldenavn"):
        assert secret not in text


def test_two_cases_of_one_person_share_a_pseudonym_and_two_persons_do_not() -> None:
    worker = make.caseworker()
    case = described_case("RO")
    again = make.opened_case(worker, person=case.person)
    other = described_case("RO")
    for one in (case, again, other):
        make.assessed(one, worker)
    pseudonyms = [row.person for row in rows()]
    assert len(pseudonyms) == 3
    assert len(set(pseudonyms)) == 2


def test_only_the_decision_that_stood_on_the_day_counts() -> None:
    worker = make.caseworker()
    case = described_case("RO")
    first = make.assessed(case, worker, on=date(2026, 11, 2))
    make.assessed(case, worker, outcome="withdrawn", on=date(2026, 11, 10), predecessor=first.pk)
    assert [row.outcome for row in rows(date(2026, 11, 1))] == []
    assert [row.outcome for row in rows(date(2026, 11, 9))] == ["assessed"]
    assert [row.outcome for row in rows(date(2026, 11, 10))] == ["withdrawn"]


def test_who_was_met_and_not_decided_on_is_presumed() -> None:
    worker = make.caseworker()
    case = described_case()
    make.interviewed(case, worker, held_on=date(2026, 10, 5))
    (row,) = rows()
    assert (row.outcome, row.on, row.citizenship_group, row.form) == (
        "presumed",
        date(2026, 10, 5),
        "unknown",
        "unknown",
    )
    assert rows(date(2026, 10, 4)) == []


@pytest.mark.parametrize(
    ("countries", "group"), [(("DK", "RO"), "domestic"), (("RO", "NG"), "other_eu"), (("NG",), "non_eu")]
)
def test_of_several_citizenships_the_one_nearest_to_home_counts(countries: tuple[str, ...], group: str) -> None:
    case = described_case(*countries)
    make.assessed(case, make.caseworker())
    assert [row.citizenship_group for row in rows()] == [group]


def test_presumed_persons_cost_no_query_each(query_budget: QueryBudget) -> None:
    def grow() -> None:
        for _ in range(4):
            worker = make.caseworker()
            case = make.opened_case(worker)
            actions.describe_person(case, by=worker, version=1, birth_date="2001-02-03")
            make.interviewed(case, worker)

    grow()
    query_budget.constant(rows, grow)


def test_whether_a_presumed_person_was_a_child_is_said_of_the_day_of_the_first_interview() -> None:
    worker = make.caseworker()
    case = make.opened_case(worker)
    make.interviewed(case, worker)
    actions.describe_person(case, by=worker, version=1, birth_date="2008-11-10")
    case.refresh_from_db()
    assert not case.is_child
    [row] = rows()
    assert (row.is_child, row.age_group) == (True, "under_18")


def test_the_day_of_recording_is_a_day_in_the_zone_of_the_pack(clock: Any) -> None:
    clock.move_to(datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    make.assessed(described_case("RO"), make.caseworker())
    [row] = rows()
    assert row.recorded_on == date(2026, 11, 21)
