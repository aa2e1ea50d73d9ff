"""Where the next page of a list begins."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.base.kernel.cursors import cursor, read_cursor

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ROW = UUID(int=1)


@given(at=st.datetimes(timezones=st.just(UTC)), row=st.uuids())
def test_a_place_in_a_list_is_read_back_as_it_was_written(at: datetime, row: UUID) -> None:
    assert read_cursor(cursor(at, row)) == (at, row)


def test_a_place_written_in_another_time_zone_is_the_same_moment() -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))
    assert read_cursor(cursor(elsewhere, ROW)) == (NOW, ROW)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday~1",
        f"{NOW.isoformat()}~nobody",
        f"2026-11-21T12:00:00~{ROW}",
        f"0001-01-01T00:00:00+14:00~{ROW}",
        f"9999-12-31T23:59:59-14:00~{ROW}",
    ],
)
def test_a_place_that_was_changed_begins_the_list_anew(text: str) -> None:
    assert read_cursor(text) is None
