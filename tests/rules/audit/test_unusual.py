"""Which look-ups an auditor should see first, and why."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from varsel.base.audit.rules import LookUp, Reason, unusual

HANNE = UUID(int=1)
NOON = datetime(2026, 11, 20, 12, 0)
CASE = ("case", UUID(int=9))


def look_up(at: datetime = NOON, subject: tuple[str, UUID] = CASE, code: str = "", actor: UUID = HANNE) -> LookUp:
    return LookUp(uuid4(), at, actor, (subject,), code)


def test_a_look_up_by_day_is_not_unusual() -> None:
    assert unusual([look_up()]) == {}


def test_a_look_up_at_night_is() -> None:
    edges = [look_up(NOON.replace(hour=hour)) for hour in (22, 23, 0, 5)]
    assert unusual(edges) == {one.event_id: [Reason.AT_NIGHT] for one in edges}
    assert unusual([look_up(NOON.replace(hour=hour)) for hour in (6, 21)]) == {}


def test_opening_what_one_was_refused_the_day_before_is() -> None:
    refused, opened = look_up(code="not_found"), look_up(NOON + timedelta(hours=24))
    assert unusual([opened, refused]) == {opened.event_id: [Reason.AFTER_REFUSAL]}


def test_a_form_that_was_refused_shut_nothing() -> None:
    assert unusual([look_up(code="in_future"), look_up(NOON + timedelta(hours=1))]) == {}


def test_a_refusal_longer_ago_or_of_somebody_else_or_something_else_is_not() -> None:
    refused = look_up(code="not_found")
    late = look_up(NOON + timedelta(hours=25))
    others = look_up(NOON + timedelta(hours=1), actor=UUID(int=2))
    another = look_up(NOON + timedelta(hours=1), subject=("case", UUID(int=8)))
    assert unusual([refused, late, others, another]) == {}


def test_far_more_subjects_than_on_the_persons_other_days_is() -> None:
    habit = [look_up(NOON - timedelta(days=day), ("case", uuid4())) for day in range(1, 6) for _n in range(3)]
    busy = [look_up(NOON + timedelta(minutes=n), ("case", uuid4())) for n in range(10)]
    assert unusual(habit + busy) == {busy[-1].event_id: [Reason.MANY_SUBJECTS]}
    assert unusual(habit + busy[:9]) == {}


def test_without_a_habit_nothing_is_compared() -> None:
    assert unusual([look_up(NOON, ("case", uuid4())) for _n in range(40)]) == {}


def test_a_case_of_another_unit_is_and_one_of_no_unit_is_not() -> None:
    own, other = UUID(int=3), UUID(int=4)
    foreign = replace(look_up(), units=(own, other))
    assert unusual([foreign, replace(look_up(), units=(own, own)), look_up()]) == {
        foreign.event_id: [Reason.OTHER_UNIT]
    }


def test_a_refusal_itself_is_weighed_only_for_what_follows() -> None:
    assert unusual([replace(look_up(NOON.replace(hour=2), code="not_found"), units=(UUID(int=3), UUID(int=4)))]) == {}
