"""Encodings: near under one key, unlinkable under two, whole or not there, and hard to read without the key."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.linkage.attacks import commonest, frequencies, neighbours
from tests.analysis.linkage.invented import Population
from tests.analysis.linkage.lists import KEY, persons_of
from varsel.analysis.linkage import DEFAULT, BadList, Codes, Encoder, Person, StudyKey, encode, read_codes
from varsel.analysis.linkage.codefiles import MARK
from varsel.analysis.linkage.comparing import share_of_ones, unit_vectors
from varsel.analysis.linkage.encoding import BITS

OTHER = StudyKey(bytes(range(50, 82)), "Test", None)
NAME = st.text("abcdefghiklmnoprstuvæøå", min_size=2, max_size=12)


def bits(person: tuple[str, ...], key: StudyKey = KEY) -> np.ndarray:
    return np.unpackbits(Encoder(key, DEFAULT).codes([Person(2, "", person)]))


def agreement(one: np.ndarray, other: np.ndarray) -> float:
    return float((one == other).mean())


@settings(deadline=None, max_examples=30)
@given(NAME, NAME, st.dates().map(str))
def test_a_code_hangs_on_the_key_and_on_nothing_else(given_name: str, family_name: str, born: str) -> None:
    person = (given_name, family_name, born, "F", "RO", "")
    assert (bits(person) == bits(person)).all()
    assert 0.4 < agreement(bits(person), bits(person, OTHER)) < 0.6


@settings(deadline=None, max_examples=20)
@given(NAME, NAME)
def test_the_order_of_names_does_not_change_a_code(given_name: str, family_name: str) -> None:
    rest = ("1990-05-17", "F", "RO", "")
    assert (bits((given_name, family_name, *rest)) == bits((family_name, given_name, *rest))).all()


def test_a_misspelt_person_is_nearer_than_a_stranger() -> None:
    person = bits(("Natalia", "Kovalenko", "1990-05-17", "F", "UA", ""))
    misspelt = bits(("Nataliya", "Kovalenko", "1990-05-01", "F", "", ""))
    stranger = bits(("Blessing", "Osagie", "1997-11-03", "F", "NG", ""))
    assert agreement(person, misspelt) > 0.6 > agreement(person, stranger)


def test_persons_of_whom_nothing_is_known_are_like_nobody() -> None:
    nobody = Person(2, "", ("",) * 6)
    one, other = np.unpackbits(Encoder(KEY, DEFAULT).codes([nobody, nobody]), axis=1)
    assert 0.4 < agreement(one, other) < 0.6


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return persons_of(Population(450, 11).lists((0.9,))[0])[0]


def test_two_keys_give_codes_that_cannot_be_linked(people: list[Person]) -> None:
    one, other = (Encoder(key, DEFAULT).codes(people) for key in (KEY, OTHER))
    likeness = unit_vectors(one, share_of_ones(one)) @ unit_vectors(other, share_of_ones(other)).T
    found = (likeness.argmax(axis=1) == np.arange(len(people))).mean()
    assert found < 0.02


def test_an_attack_by_frequencies_finds_no_more_than_guessing(people: list[Person]) -> None:
    names = [person.values[0] for person in people]
    codes = Encoder(KEY, DEFAULT).codes(people)
    recovered = frequencies(codes, names, groups=40, seed=1)
    assert recovered < 0.05
    assert recovered < commonest(names) + 0.02


def test_an_attack_with_the_whole_list_in_clear_finds_few(people: list[Person]) -> None:
    """The documentation states a tenth; without the mixing of bits it is about a fifth."""
    assert neighbours(Encoder(KEY, DEFAULT).codes(people), Encoder(OTHER, DEFAULT).codes(people)) < 0.1


def test_the_number_of_ones_says_little_about_the_length_of_a_name() -> None:
    rest = ("1990-05-17", "F", "RO", "")
    short, long = bits(("Li", "Wu", *rest)).sum(), bits(("Maria Alexandrovna", "Konstantinopoulou", *rest)).sum()
    assert abs(int(short) - int(long)) < BITS / 10


def some(count: int = 3) -> list[Person]:
    return [Person(at, str(at), (f"Ana{at}", "Popescu", "1990-05-17", "F", "RO", "")) for at in range(count)]


def test_a_file_of_codes_holds_no_id_no_order_and_no_name(tmp_path: Path) -> None:
    people = [Person(at, f"case-{at}", (f"Name{at}", "X", "", "", "", "")) for at in range(200)]
    head = encode(people, KEY, DEFAULT, tmp_path / "c.csv")
    text = (tmp_path / "c.csv").read_text()
    assert head.persons == 200
    assert "case-" not in text
    read = list(csv.DictReader(text.splitlines()[1:]))
    assert len({row["code_id"] for row in read}) == 200
    codes = Encoder(KEY, DEFAULT).codes(people)
    assert not (read_codes(tmp_path / "c.csv", "c").codes == codes).all()
    encode(people, KEY, DEFAULT, tmp_path / "again.csv")
    assert not {row["code_id"] for row in read} & {
        line.split(",")[0] for line in (tmp_path / "again.csv").read_text().splitlines()[2:]
    }
    assert (read_codes(tmp_path / "c.csv", "c").codes == read_codes(tmp_path / "again.csv", "c").codes).all()


def test_a_file_made_in_many_parts_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    encode(some(7), KEY, DEFAULT, tmp_path / "one.csv")
    monkeypatch.setattr("varsel.analysis.linkage.codefiles.AT_ONCE", 2)
    seen: list[int] = []
    encode(some(7), KEY, DEFAULT, tmp_path / "many.csv", seen.append)
    assert seen == [2, 4, 6, 7]
    assert (read_codes(tmp_path / "one.csv", "a").codes == read_codes(tmp_path / "many.csv", "b").codes).all()


def test_an_encoding_that_is_stopped_leaves_no_file(tmp_path: Path) -> None:
    def persons() -> Iterator[Person]:
        yield from some()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        encode(persons(), KEY, DEFAULT, tmp_path / "c.csv")
    assert list(tmp_path.iterdir()) == []


def test_an_encoding_stopped_while_it_is_written_leaves_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_file: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("varsel.analysis.linkage.files.os.fsync", stopped)
    with pytest.raises(KeyboardInterrupt):
        encode(some(), KEY, DEFAULT, tmp_path / "c.csv")
    assert list(tmp_path.iterdir()) == []


def changed(path: Path, **values: object) -> None:
    first, rest = path.read_text().split("\n", 1)
    path.write_text(MARK + json.dumps(json.loads(first.removeprefix(MARK)) | values) + "\n" + rest)


def read(path: Path) -> Codes:
    return read_codes(path, "c")


def refusal(path: Path) -> str:
    with pytest.raises(BadList) as error:
        read(path)
    return error.value.code


def test_what_was_changed_or_cut_off_on_the_way_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    encode(some(), KEY, DEFAULT, file)
    whole = file.read_text()
    for wrong in (whole[:-1], whole[: len(whole) // 2], whole.replace("code_id", "id"), whole + "x,y\n",
                  MARK + "{}\n", MARK + "{\n", whole.replace('"persons"', '"people"')):  # fmt: skip
        file.write_text(wrong)
        assert refusal(file) == "damaged"


@pytest.mark.parametrize("text", ["", "id,given_name\n1,Ana\n", "1,Søren\n"])
def test_what_is_no_encoding_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "c.csv").write_text(text, encoding="utf-8")
    assert refusal(tmp_path / "c.csv") == "not_codes"


def test_another_version_and_an_encoding_without_persons_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    encode(some(), KEY, DEFAULT, file)
    changed(file, version=2)
    assert refusal(file) == "other_version"
    encode(some(), KEY, DEFAULT, file)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:2]))
    changed(file, persons=0, checksum="e3b0c44298fc1c14")
    assert refusal(file) == "empty_list"
    assert refusal(tmp_path / "nowhere.csv") == "unreadable"


def test_codes_end_with_their_study(tmp_path: Path, clock: time_machine.Traveller) -> None:
    from varsel.analysis.linkage import new_key

    encode(some(), new_key(tmp_path / "key", "Short", 1), DEFAULT, tmp_path / "c.csv")
    assert read(tmp_path / "c.csv").head.expires == "2026-11-22"
    clock.shift(2 * 86_400)
    assert refusal(tmp_path / "c.csv") == "expired_codes"
