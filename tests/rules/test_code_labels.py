"""Long code lists are looked up by letter, as a Danish reader does."""

import pytest

from varsel.base.kernel.codes import as_looked_up


@pytest.mark.parametrize(
    ("labels", "looked_up"),
    [
        (["Østrig", "Armenien", "Åland", "Ægypten"], ["Armenien", "Ægypten", "Østrig", "Åland"]),
        (["Curaçao", "Cuba", "Cypern"], ["Cuba", "Curaçao", "Cypern"]),
    ],
)
def test_the_last_three_letters_come_last_and_accents_do_not_count(labels: list[str], looked_up: list[str]) -> None:
    assert sorted(labels, key=as_looked_up) == looked_up
