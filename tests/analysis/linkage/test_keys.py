"""The key of a study: random, readable by its owner alone, with a last day, and gone when it is destroyed."""

import os
from pathlib import Path

import pytest
import time_machine

from varsel.analysis.linkage import BadList, StudyKey, destroy_key, new_key, read_key


def code(act, *arguments: object) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(BadList) as error:
        act(*arguments)
    return error.value.code


def test_a_new_key_is_random_and_its_owners_alone(tmp_path: Path) -> None:
    one, other = new_key(tmp_path / "a", "Study", 90), new_key(tmp_path / "b", "Study", 90)
    assert one.fingerprint != other.fingerprint
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert read_key(tmp_path / "a") == one


def test_the_fingerprint_and_the_print_of_a_key_do_not_hold_it(tmp_path: Path) -> None:
    key = new_key(tmp_path / "a", "Study", 90)
    assert key.secret.hex()[:8] not in repr(key)
    assert key.fingerprint in repr(key)
    assert key.fingerprint.replace("-", "") not in key.secret.hex()


def test_what_is_derived_hangs_on_secret_study_and_last_day(tmp_path: Path) -> None:
    key = new_key(tmp_path / "a", "Study", 90)
    others = [StudyKey(bytes(32), key.study, key.expires), StudyKey(key.secret, "Other", key.expires),
              StudyKey(key.secret, key.study, None)]  # fmt: skip
    assert len({made.derived("codes") for made in (key, *others)}) == 4
    assert key.derived("codes") != key.derived("fingerprint")


def test_a_key_has_a_last_day(tmp_path: Path, clock: time_machine.Traveller) -> None:
    new_key(tmp_path / "a", "Study", 90)
    clock.shift(90 * 86_400)
    assert read_key(tmp_path / "a").study == "Study"
    clock.shift(86_400)
    assert code(read_key, tmp_path / "a") == "expired_key"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o622])
def test_a_key_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    new_key(tmp_path / "a", "Study", 90)
    (tmp_path / "a").chmod(mode)
    assert code(read_key, tmp_path / "a") == "open_key"


def test_rights_of_a_file_are_not_asked_where_there_are_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_key(tmp_path / "a", "Study", 90)
    (tmp_path / "a").chmod(0o644)
    monkeypatch.setattr("varsel.analysis.linkage.keys.os.name", "nt")
    assert read_key(tmp_path / "a").study == "Study"


@pytest.mark.parametrize("secret", [b"", b"secret", b"password" * 8, bytes(64), b"0123456789" * 4])
def test_a_weak_secret_is_refused(tmp_path: Path, secret: bytes) -> None:
    (tmp_path / "a").write_bytes(secret)
    (tmp_path / "a").chmod(0o600)
    assert code(read_key, tmp_path / "a") == "weak_key"


def test_a_damaged_or_missing_key_is_refused(tmp_path: Path) -> None:
    new_key(tmp_path / "a", "Study", 90)
    text = (tmp_path / "a").read_text()
    for wrong in (text[:40], text.replace("20", "xx"), "varsel study key 1\nkey: abc\n"):
        (tmp_path / "a").write_text(wrong)
        assert code(read_key, tmp_path / "a") == "broken_key"
    assert code(read_key, tmp_path / "b") == "unreadable_key"


@pytest.mark.parametrize(("study", "days", "told"), [(" ", 9, "bad_study"), ("a" * 81, 9, "bad_study"),
                                                     ("a\x00", 9, "bad_study"), ("a", 0, "bad_days"),
                                                     ("a", 367, "bad_days")])  # fmt: skip
def test_a_key_needs_a_study_and_an_end(tmp_path: Path, study: str, days: int, told: str) -> None:
    assert code(new_key, tmp_path / "a", study, days) == told


def test_a_key_is_never_written_over_nor_where_there_is_no_folder(tmp_path: Path) -> None:
    new_key(tmp_path / "a", "Study", 90)
    assert code(new_key, tmp_path / "a", "Study", 90) == "key_exists"
    assert code(new_key, tmp_path / "no" / "a", "Study", 90) == "unwritable"


def test_a_destroyed_key_is_written_over_and_gone(tmp_path: Path) -> None:
    key = new_key(tmp_path / "a", "Study", 90)
    os.link(tmp_path / "a", tmp_path / "seen")
    destroy_key(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    assert key.study.encode() not in (tmp_path / "seen").read_bytes()


def test_only_a_key_is_destroyed(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id\n")
    assert code(destroy_key, tmp_path / "list.csv") == "not_a_key"
    assert (tmp_path / "list.csv").exists()
    assert code(destroy_key, tmp_path / "nowhere") == "unreadable_key"
