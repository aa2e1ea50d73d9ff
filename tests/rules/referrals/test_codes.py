import pytest
from hypothesis import given
from hypothesis import strategies as st

from varsel.casework.referrals.rules import codes

sign = st.sampled_from(codes.ALPHABET)
code = st.randoms(use_true_random=False).map(lambda dice: codes.make(dice.randrange, length=codes.SECRET_LENGTH))


@given(code)
def test_a_made_code_survives_being_grouped_and_typed_back_in_lower_case(made: str) -> None:
    assert codes.normalised(codes.grouped(made).lower() + " ", length=codes.SECRET_LENGTH) == made


@given(code, st.integers(0, codes.SECRET_LENGTH - 1), sign)
def test_one_mistyped_sign_is_always_found(made: str, place: int, wrong: str) -> None:
    typed = made[:place] + wrong + made[place + 1 :]
    assert (codes.normalised(typed, length=codes.SECRET_LENGTH) is None) == (wrong != made[place])


@given(code, st.integers(0, codes.SECRET_LENGTH - 3))
def test_two_swapped_neighbours_are_always_found(made: str, place: int) -> None:
    typed = made[:place] + made[place + 1] + made[place] + made[place + 2 :]
    assert (codes.normalised(typed, length=codes.SECRET_LENGTH) is None) == (made[place] != made[place + 1])


@pytest.mark.parametrize("typed", ["", "   ", "AAAA", "OIU0-1OIU-0101-OIU0", "æøå", "A" * 500])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert codes.normalised(typed, length=codes.SECRET_LENGTH) is None


def test_the_alphabet_is_prime_so_that_the_check_is_sound() -> None:
    size = len(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == size
    assert all(size % divisor for divisor in range(2, size))
    assert size > codes.SECRET_LENGTH
