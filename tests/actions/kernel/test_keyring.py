"""The key ring: readable by its owner alone, rotated without losing anything."""

import stat
from pathlib import Path

import pytest

from varsel.base.kernel.sealing.blind import blind_index
from varsel.base.kernel.sealing.keyring import KeyRing, KeyRingError


def test_a_ring_is_written_for_its_owner_alone_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "keyring.json"
    ring = KeyRing.new()
    ring.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.read(path) == ring
    assert [p.name for p in path.parent.iterdir()] == ["keyring.json"]


def test_a_ring_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keyring.json"
    KeyRing.new().write(path)
    path.chmod(0o640)
    with pytest.raises(KeyRingError, match="0600"):
        KeyRing.read(path)


def test_a_missing_ring_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(KeyRingError, match="backup"):
        KeyRing.read(tmp_path / "keyring.json")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"seal": 1}', "not json"])
def test_a_ring_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(KeyRingError):
        KeyRing.from_json(text)


def test_a_key_of_the_wrong_length_is_refused() -> None:
    text = KeyRing.new().to_json()
    short = KeyRing.from_json(text)
    short.keys["audit"]["a1"] = b"short"
    with pytest.raises(KeyRingError, match="length"):
        KeyRing.from_json(short.to_json())


def test_rotating_keeps_the_older_keys_readable() -> None:
    ring = KeyRing.new()
    newer = ring.rotated("audit")
    assert newer.audit_key()[0] == "a2"
    assert newer.audit_key("a1") == ring.audit_key()
    with pytest.raises(KeyRingError, match="Restore"):
        ring.audit_key("a2")


def test_the_blind_index_has_one_key() -> None:
    with pytest.raises(KeyRingError, match="Re-index"):
        KeyRing.new().rotated("blind")


def test_keys_do_not_show_in_the_rings_own_text() -> None:
    ring = KeyRing.new()
    assert "keys" not in repr(ring)


@pytest.mark.django_db
def test_a_blind_index_overlooks_case_spaces_and_hyphens_and_separates_kinds() -> None:
    assert blind_index("passport:RO", "ab 12-34") == blind_index("passport:RO", "AB1234")
    assert blind_index("passport:RO", "AB1234") != blind_index("passport:BG", "AB1234")
    assert blind_index("cpr", " - ") == ""
