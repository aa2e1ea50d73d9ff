"""Days in law and in words."""

import datetime
from datetime import UTC, date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from varsel.base.kernel import dates

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "12 dage tilbage, torsdag den 3. december"), ("en", "12 days left, Thursday 3 December")],
)
def test_a_deadline_is_told_in_words_with_its_day(language: str, words: str) -> None:
    with translation.override(language):
        assert dates.deadline(date(2026, 12, 3), TODAY) == words


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (date(2026, 11, 22), "1 day left, Sunday 22 November"),
        (date(2026, 11, 21), "today, Saturday 21 November"),
        (date(2026, 11, 20), "1 day overdue, Friday 20 November"),
        (date(2027, 2, 28), "99 days left, Sunday 28 February 2027"),
    ],
)
def test_the_last_day_belongs_to_the_deadline(last: date, words: str) -> None:
    with translation.override("en"):
        assert dates.deadline(last, TODAY) == words


def test_days_are_counted_over_a_leap_day() -> None:
    with translation.override("en"):
        assert dates.remaining(date(2028, 3, 1), date(2028, 2, 28)) == "2 days left"
        assert dates.remaining(date(2027, 3, 1), date(2027, 2, 28)) == "1 day left"


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(2, 4000))
def test_what_remains_is_the_number_of_midnights(today: date, days: int) -> None:
    with translation.override("en"):
        assert dates.remaining(today + datetime.timedelta(days=days), today) == f"{days} days left"


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime.datetime(2026, 11, 21, 22, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime.datetime(2026, 11, 21, 23, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime.datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime.datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime.datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime.datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime.datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_a_day_in_law_begins_at_midnight_in_copenhagen(moment: datetime.datetime, day: date) -> None:
    assert dates.legal_day(moment) == day


def test_a_moment_without_a_time_zone_falls_on_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.legal_day(datetime.datetime(2026, 1, 1))


def test_what_is_past_is_told_from_today() -> None:
    with translation.override("en"):
        told = [dates.ago(TODAY - datetime.timedelta(days=days), TODAY) for days in (0, 1, 3)]
    assert told == ["today", "yesterday", "3 days ago"]
    with pytest.raises(ValueError, match="not come"):
        dates.ago(TODAY + datetime.timedelta(days=1), TODAY)


def test_a_period_names_both_its_days() -> None:
    with translation.override("en"):
        assert dates.period(date(2026, 11, 3), date(2026, 12, 3)) == "3 November – 3 December 2026"
        assert dates.period(date(2026, 12, 3), date(2027, 1, 2)) == "3 December 2026 – 2 January 2027"
        assert dates.period(date(2026, 12, 3), None) == "from 3 December 2026"
        assert dates.period(TODAY, TODAY) == "21 November 2026"


@pytest.mark.parametrize(
    ("seconds", "da", "en"),
    [
        (-5, "lige nu", "just now"),
        (0, "lige nu", "just now"),
        (59, "lige nu", "just now"),
        (60, "for 1 minut siden", "1 minute ago"),
        (3 * 3600 + 61, "for 3 timer siden", "3 hours ago"),
    ],
)
def test_how_long_ago_a_moment_was_is_said_in_its_largest_unit_and_never_as_nothing(
    seconds: int, da: str, en: str
) -> None:
    now = datetime.datetime(2026, 11, 21, 12, tzinfo=UTC)
    for language, words in (("da", da), ("en", en)):
        with translation.override(language):
            assert dates.since(now - datetime.timedelta(seconds=seconds), now).replace("\xa0", " ") == words
