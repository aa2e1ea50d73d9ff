"""A clock's ruler is laid out from its start to its cap."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from varsel.base.design.ruler import LENGTH, TEXT, Mark, measure

START = date(2026, 11, 3)


def test_a_clock_half_used_is_half_dark() -> None:
    clock = measure(START, START + timedelta(days=30), START + timedelta(days=60))
    assert [(piece.kind, piece.x, piece.width) for piece in clock.segments] == [("used", 0, 500), ("left", 500, 500)]


def test_what_an_extension_could_still_add_is_shown_apart() -> None:
    end = START + timedelta(days=30)
    clock = measure(START, START, end, START + timedelta(days=120), [Mark(end, "extended")])
    assert [(piece.kind, piece.width) for piece in clock.segments] == [("left", 250), ("possible", 750)]
    assert clock.marks[0].x == 250


def test_a_clock_is_not_passed_on_its_last_day() -> None:
    end = START + timedelta(days=30)
    assert not measure(START, end, end).passed
    assert measure(START, end + timedelta(days=1), end).passed


days = st.integers(min_value=-4000, max_value=4000)


@given(today=days, end=st.integers(0, 3000), cap=st.one_of(st.none(), days))
def test_the_pieces_join_and_stay_on_the_ruler(today: int, end: int, cap: int | None) -> None:
    clock = measure(
        START, START + timedelta(today), START + timedelta(end), None if cap is None else START + timedelta(cap)
    )
    edges = [(piece.x, piece.x + piece.width) for piece in clock.segments]
    assert all(0 <= first <= last <= LENGTH for first, last in edges)
    assert all(left[1] == right[0] for left, right in pairwise(edges))
    assert 0 <= clock.today_x <= LENGTH


@given(
    end=st.integers(0, 200),
    cap=st.integers(0, 400),
    marks=st.lists(st.integers(0, 400), max_size=4),
)
def test_each_date_stands_under_its_mark_and_touches_no_other(end: int, cap: int, marks: list[int]) -> None:
    on = [Mark(START + timedelta(days), "extended") for days in marks]
    clock = measure(START, START, START + timedelta(end), START + timedelta(cap), on)
    for one in clock.dates:
        assert one.on is not None
        length = max((clock.cap - START).days, 1)
        assert one.x == min(round((one.on - START).days * LENGTH / length), LENGTH)
    spans = [(one.row, one.x - TEXT * (one.anchor == "end")) for one in clock.dates]
    assert all(abs(a - b) >= TEXT for i, (row, a) in enumerate(spans) for other, b in spans[:i] if row == other)
    assert clock.height > max(one.top for one in clock.dates)


def test_a_place_on_the_ruler_is_written_the_same_in_every_language() -> None:
    clock = measure(START, START, START + timedelta(days=30), START + timedelta(days=120))
    assert [(one.kind, one.at, one.row) for one in clock.dates] == [
        ("end", "25.0%", 0),
        ("start", "0.0%", 1),
        ("cap", "100.0%", 1),
    ]
