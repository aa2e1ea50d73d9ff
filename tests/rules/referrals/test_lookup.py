"""What is typed to find a referral is taken for one thing alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules import codes
from varsel.casework.referrals.rules.lookup import By, understood


@given(st.dates(date(2000, 1, 1), date(2110, 12, 31)), st.sampled_from([".", "-", "/", " "]))
def test_a_day_is_a_day_however_it_is_written(day: date, between: str) -> None:
    for form in (f"%d{between}%m{between}%Y", f"%Y{between}%m{between}%d"):
        assert understood(day.strftime(form)) == (By.DAY, day.isoformat())


@given(
    st.lists(st.integers(0, 30), min_size=15, max_size=15),
    st.sampled_from([(codes.SECRET_LENGTH, By.RECEIPT), (codes.REFERENCE_LENGTH, By.REFERENCE)]),
)
def test_a_code_and_a_number_are_told_apart_and_read_however_they_are_grouped(
    drawn: list[int], kind: tuple[int, By]
) -> None:
    length, by = kind
    signs = iter(drawn)
    code = codes.make(lambda _below: next(signs), length=length)
    for typed in (code, codes.grouped(code), codes.grouped(code).lower().replace("-", " ")):
        assert understood(typed) == (by, code)


@pytest.mark.parametrize("text", ["", "Nygade", "31.2.2026", "1.2.26", "20 20 20 20", "1.1.1999", "٢١.١١.٢٠٢٦"])
def test_anything_else_is_not_understood(text: str) -> None:
    assert understood(text) is None
