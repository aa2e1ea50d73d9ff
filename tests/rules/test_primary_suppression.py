"""Small cells are hidden, and what is hidden carries no number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.analysis.disclosure.cells import SUPPRESSED, Shown
from varsel.analysis.disclosure.primary import is_small, suppress

tables = st.dictionaries(st.tuples(st.integers(2007, 2026), st.sampled_from("fmx")), st.integers(0, 200))


@given(table=tables, threshold=st.integers(2, 20), zeros=st.booleans())
def test_no_shown_cell_is_small_and_no_hidden_cell_is_large(table, threshold, zeros) -> None:  # type: ignore[no-untyped-def]
    for key, cell in suppress(table, threshold, zeros=zeros).items():
        small = table[key] < threshold and (table[key] > 0 or zeros)
        assert cell == (SUPPRESSED if small else Shown(table[key]))


def test_a_hidden_cell_holds_no_number() -> None:
    assert not any(isinstance(value, int) for value in vars(type(SUPPRESSED)).values())
    assert "3" not in repr(suppress({"a": 3}, 5))


@pytest.mark.parametrize(("count", "threshold"), [(-1, 5), (3, 1)])
def test_impossible_input_is_refused(count: int, threshold: int) -> None:
    with pytest.raises(ValueError, match=r"\."):
        is_small(count, threshold)
