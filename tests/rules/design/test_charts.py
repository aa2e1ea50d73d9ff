"""A chart's rows are laid out between zero and its largest number, and say what they do not draw."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from varsel.base.design.charts import Bar, Span, bars, spans

counts = st.lists(st.one_of(st.none(), st.integers(0, 10_000)), max_size=20)


def test_a_bar_is_as_long_as_its_share_of_the_largest() -> None:
    assert bars([("2024", 50), ("2025", 200)], without="") == [Bar("2024", "50", "25.0%"), Bar("2025", "200", "100.0%")]


def test_a_count_that_is_not_known_has_words_and_no_bar_and_one_of_nobody_has_both() -> None:
    assert bars([("2024", None), ("2025", 0)], without="not known") == [
        Bar("2024", "not known"),
        Bar("2025", "0", "0.0%"),
    ]


def test_a_number_that_is_less_sure_has_a_pale_bar() -> None:
    assert [bar.is_pale for bar in bars([("a", 1), ("b", 2)], without="", pale=frozenset({"b"}))] == [False, True]


@given(counts)
def test_no_bar_is_longer_than_its_place(values: list[int | None]) -> None:
    drawn = bars([(str(place), value) for place, value in enumerate(values)], without="")
    assert all(0 <= float(bar.width.rstrip("%")) <= 100 for bar in drawn if bar.width)
    assert [bool(bar.width) for bar in drawn] == [value is not None for value in values]


@pytest.mark.parametrize(("language", "said"), [("da", "4.900"), ("en", "4,900")])
def test_a_count_has_the_digits_of_the_reader_and_a_length_those_of_drawings(language: str, said: str) -> None:
    with translation.override(language):
        assert bars([("a", 4900), ("b", 1635)], without="")[0].said == said
        assert bars([("a", 4900), ("b", 1635)], without="")[1].width == "33.4%"


def test_a_range_is_drawn_on_the_scale_of_the_highest_end_and_one_without_an_end_is_a_point() -> None:
    drawn = spans([("0.02", 100.0, 50.0, 200.0), ("0.05", 150.0, 120.0, None)], "{:.0f}".format)
    assert drawn == [
        Span("0.02", "100", "50.0%", "50 – 200", "25.0%", "100.0%"),
        Span("0.05", "150", "75.0%"),
    ]
    assert spans([], str) == []
