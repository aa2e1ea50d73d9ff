import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules.pages import ORDER, Page, destination, enough, next_page, number, previous_page

page = st.sampled_from(Page)


def test_there_are_at_most_seven_pages_and_danger_comes_first() -> None:
    assert len(ORDER) <= 7
    assert ORDER[0] is Page.DANGER
    assert ORDER[-1] is Page.CHECK


@given(page)
def test_back_undoes_next_except_at_the_end(at: Page) -> None:
    assert at is ORDER[-1] or previous_page(next_page(at)) is at


@given(page, st.text())
def test_an_unknown_button_stays_on_the_page(at: Page, go: str) -> None:
    assert destination(at, go) in ORDER
    assert go in {"next", "back", *ORDER} or destination(at, go) is at


@given(page, page)
def test_every_page_can_be_reached_by_its_name(at: Page, wanted: Page) -> None:
    assert destination(at, wanted) is wanted


@given(page)
def test_pressing_next_often_enough_ends_at_the_check(at: Page) -> None:
    for _ in ORDER:
        at = destination(at, "next")
    assert at is Page.CHECK
    assert number(at) == len(ORDER)


def test_back_from_the_first_page_stays() -> None:
    assert destination(Page.DANGER, "back") is Page.DANGER


@pytest.mark.parametrize("name", ["narrative", "signs", "place"])
def test_one_thing_to_act_on_is_enough(name: str) -> None:
    assert enough({name: ["RD01"]})
    assert not enough({name: ""})
