"""The trail of an instance in a folder: written by several at once, checked and sealed from the command line."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from tests.instance import copy_of_one, ended, migrated, python, said

WRITER = """
import sys
from uuid import UUID
from varsel.base.kernel.setup import django
django()
from django.db import transaction
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.actor import SYSTEM
for number in range(int(sys.argv[1])):
    with transaction.atomic():
        record(Verb.CASE_READ, by=SYSTEM, subject=("case", UUID(int=number % 3)))
        record(Verb.CASE_LIST, by=SYSTEM, shown=[("case", UUID(int=1))])
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance to whose trail two processes have written at the same time."""

    def build() -> Path:
        folder = migrated(tmp_path_factory)
        writers = [python(folder, "-c", WRITER, "40") for _n in range(2)]
        assert [ended(writer) for writer in writers] == [(0, ""), (0, "")]
        return folder

    return copy_of_one(tmp_path_factory, "written", build)


@pytest.fixture
def instance(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "instance"))


def varsel_verify(folder: Path) -> tuple[int, str]:
    return said(folder, "-m", "varsel", "audit", "verify", "--dir", str(folder))


def test_two_processes_that_write_at_once_leave_one_whole_trail(instance: Path) -> None:
    code, output = varsel_verify(instance)
    assert code == 0, output
    assert "160 events in 4 streams, 80 rows shown" in output


def test_the_command_names_the_newest_row_when_it_is_cut_off_in_the_file(instance: Path) -> None:
    with sqlite3.connect(instance / "varsel.sqlite3") as file:
        file.execute("DROP TRIGGER audit_event_no_delete")
        file.execute("DROP TRIGGER audit_event_erased")
        key, seq = file.execute(
            "SELECT subject_id, max(seq) FROM audit_event WHERE subject_kind = 'case' GROUP BY 1"
        ).fetchone()
        file.execute("DELETE FROM audit_event WHERE subject_id = ? AND seq = ?", (key, seq))
    code, output = varsel_verify(instance)
    assert code == 1
    assert f"Event case/{key} #{seq}: The row is missing." in output


def test_a_file_put_back_after_a_seal_is_found(instance: Path) -> None:
    backup = (instance / "varsel.sqlite3").read_bytes()
    assert said(instance, "-c", WRITER, "2")[0] == 0
    assert said(instance, "-m", "varsel", "audit", "seal")[0] == 0
    for name in ("varsel.sqlite3-wal", "varsel.sqlite3-shm"):
        (instance / name).unlink(missing_ok=True)
    (instance / "varsel.sqlite3").write_bytes(backup)
    code, output = varsel_verify(instance)
    assert code == 1
    assert "it was put back" in output


def test_a_folder_without_a_database_is_no_whole_trail(tmp_path: Path) -> None:
    code, output = varsel_verify(tmp_path)
    assert code == 2
    assert "no database" in output
    assert not (tmp_path / "varsel.sqlite3").exists()
