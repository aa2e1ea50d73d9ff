"""Names from other scripts and spellings meet in one form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from varsel.analysis.linkage.folding import folded, joined, skeleton, unknown_letters, without_articles
from varsel.analysis.linkage.scripts import to_latin


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Søren  KIERKEGÅRD", "soren kierkegard"),
        ("Юлия Щербакова", "iuliia shcherbakova"),
        ("Γεώργιος", "georgios"),
        ("Đỗ Thị Hương", "do thi huong"),
        ("İbrahim", "ibrahim"),
        ("O'Brien-Smith", "o brien smith"),
        ("ሰላም", "salaame"),
        ("김", "gim"),
        ("さくら", "sakura"),
        ("गीता", "giitaa"),
        ("दर्शन्", "darshan"),
        ("დავით", "davit"),
        ("Արամ", "aram"),
        ("דוד", "dvd"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_name_is_folded_to_small_latin_letters(written: str, latin: str) -> None:
    assert folded(written) == latin


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("محمد", "Mohammed"), ("Muhammad", "Mohamad"), ("عبد الرحمن", "Abd al-Rahman"), ("Юлия", "Yulia"),
        ("Шевченко", "Schewtschenko"), ("Khadija", "Khadidja"), ("Yousef", "Yusuf"), ("Weldu", "Veldu"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_share_their_consonants(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


def test_different_names_differ_in_their_consonants() -> None:
    assert len({skeleton(name) for name in ("Maria", "Elena", "Svetlana", "Blessing", "Fatima")}) == 5


def test_articles_are_dropped_unless_nothing_else_is_left() -> None:
    assert without_articles("Ahmad al-Khatib") == "ahmad khatib"
    assert without_articles("Da") == "da"


def test_letters_of_a_script_without_a_table_are_kept_and_reported() -> None:
    assert folded("王 芳") == "王 芳"
    assert unknown_letters("王芳")
    assert not unknown_letters("Åse محمد")


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert joined(text) == folded(text).replace(" ", "")


@settings(deadline=None)
@given(st.text(st.characters(codec="ascii")))
def test_plain_letters_stay(text: str) -> None:
    assert to_latin(text) == text
