"""A trail of real acts on a file: whole as it stands, and every row of it is named when somebody touches it."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.actions.test_audit_on_file import varsel_verify
from tests.instance import copy_of_one, migrated, said


@pytest.fixture(scope="module")
def acted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def build() -> Path:
        folder = migrated(tmp_path_factory)
        code, output = said(folder, "-m", "tests.actions.tampering", "act")
        assert code == 0, output
        return folder

    return copy_of_one(tmp_path_factory, "acted", build)


def test_the_trail_of_real_acts_is_whole(acted: Path) -> None:
    code, output = varsel_verify(acted)
    assert code == 0, output
    assert "The trail is whole" in output
    with sqlite3.connect(acted / "varsel.sqlite3") as file:
        kinds = {kind for (kind,) in file.execute("SELECT DISTINCT subject_kind FROM audit_event")}
        alone = file.execute("SELECT count(*) FROM audit_streamhead WHERE seq = 1").fetchone()[0]
        shown = file.execute("SELECT count(*) FROM audit_eventshown").fetchone()[0]
    assert {"actor", "case", "user"} <= kinds  # streams of every kind, some of one event only, and lists
    assert alone
    assert shown


def test_whichever_row_is_altered_removed_or_swapped_by_hand_is_named(acted: Path) -> None:
    code, output = said(acted, "-m", "tests.actions.tampering", "tamper", str(acted / "varsel.sqlite3"))
    assert code == 0, output
    assert json.loads(output) == []


@pytest.mark.parametrize(
    ("table", "statement", "named"),
    [
        ("audit_event", "UPDATE audit_event SET purpose = 'other' WHERE id = '{id}'", "Event {id}"),
        ("audit_eventshown", "DELETE FROM audit_eventshown WHERE id = '{id}'", "EventShown"),
        ("audit_streamhead", "DELETE FROM audit_streamhead WHERE subject_id = '{subject_id}'", "StreamHead"),
        ("audit_shardhead", "UPDATE audit_shardhead SET events = 99 WHERE number = {number}", "ShardHead {number}"),
    ],
)
def test_the_command_names_the_row_and_fails(
    acted: Path, tmp_path: Path, table: str, statement: str, named: str
) -> None:
    with sqlite3.connect(acted / "varsel.sqlite3") as file:
        file.row_factory = sqlite3.Row
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = dict(file.execute(f"SELECT * FROM {table} ORDER BY rowid DESC").fetchone())  # noqa: S608
        copy = sqlite3.connect(tmp_path / "varsel.sqlite3")
        file.backup(copy)
    (tmp_path / "keys").symlink_to(acted / "keys")
    for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        copy.execute(f'DROP TRIGGER "{name}"')
    copy.execute(statement.format(**row))
    copy.commit()
    copy.close()
    code, output = varsel_verify(tmp_path)
    assert code == 1
    assert named.format(**row) in output
