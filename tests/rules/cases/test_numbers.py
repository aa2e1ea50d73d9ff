"""Case numbers tell nothing and forgive no slip of the tongue."""

import secrets

from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.cases.rules.numbers import ALPHABET, LENGTH, new_number, read_number, shown_number

places = st.integers(0, LENGTH - 1)
seeds = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=LENGTH - 1, max_size=LENGTH - 1)


def number_from(values: list[int]) -> str:
    left = iter(values)
    return new_number(lambda size: next(left) % size)


@given(seeds)
def test_a_number_is_read_back_as_it_was_written(values: list[int]) -> None:
    number = number_from(values)
    assert read_number(number) == number
    assert read_number(f" {shown_number(number).lower()} ") == number


@given(seeds, places, st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_found(values: list[int], place: int, wrong: str) -> None:
    number = number_from(values)
    mistyped = number[:place] + wrong + number[place + 1 :]
    assert (read_number(mistyped) is None) == (mistyped != number)


@given(seeds, places, places)
def test_any_two_characters_changing_places_are_found(values: list[int], one: int, other: int) -> None:
    number = list(number_from(values))
    swapped = number.copy()
    swapped[one], swapped[other] = swapped[other], swapped[one]
    assert (read_number("".join(swapped)) is None) == (swapped != number)


@given(st.text(max_size=12))
def test_whatever_is_typed_gives_a_number_or_nothing(typed: str) -> None:
    number = read_number(typed)
    assert number is None or read_number(number) == number


def test_letters_that_look_or_sound_alike_are_read_as_the_one_in_the_alphabet() -> None:
    number = number_from([0, 1, ALPHABET.index("W"), 5, 6, 7, 8])
    assert number.startswith("01W")
    assert read_number("OLV" + number[3:]) == number


def test_numbers_are_drawn_at_random() -> None:
    assert len({new_number(secrets.randbelow) for _ in range(100)}) == 100
