"""A seal shows what the database alone cannot: that it was put back, or built anew."""

import json
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction

from tests.actions.test_audit_verification import settled, write_a_trail
from tests.database import as_owner
from varsel.base.audit.faults import Fault
from varsel.base.audit.heads import make_shards
from varsel.base.audit.models import Event, EventShown, ShardHead, StreamHead
from varsel.base.audit.seals import make_seal, read_seals
from varsel.base.audit.verification import last_outcome, remember, verify
from varsel.base.kernel.append_only import lifted
from varsel.base.kernel.refusals import Refusal

pytestmark = pytest.mark.django_db
THURSDAY, FRIDAY, SATURDAY = (date(2026, 11, day) for day in (19, 20, 21))


@pytest.fixture
def sealed(db: None, tmp_path: Path) -> Path:
    """A folder with the seals of three days, each with more of the trail."""
    for day in (THURSDAY, FRIDAY, SATURDAY):
        write_a_trail()
        make_seal(tmp_path, day)
    write_a_trail()
    return tmp_path


def fault(folder: Path) -> tuple[str, str] | None:
    found = verify(folder).fault
    return found and (found.table, found.row)


def test_a_trail_that_grew_agrees_with_every_older_seal(sealed: Path) -> None:
    report = verify(sealed)
    assert report.fault is None
    assert report.seals == 3


def test_a_seal_counts_the_events_of_all_shards(sealed: Path) -> None:
    assert [seal.events for seal in read_seals(sealed)] == [9, 19, 29]  # each sealing is an event too


def test_an_hour_is_sealed_once(sealed: Path, clock: time_machine.Traveller) -> None:
    assert make_seal(sealed, SATURDAY).name == "2026-11-21T13.json"
    clock.shift(timedelta(hours=1))
    assert make_seal(sealed, SATURDAY).name == "2026-11-21T14.json"
    assert [seal.day for seal in read_seals(sealed)][2:] == ["2026-11-21", "2026-11-21T13", "2026-11-21T14"]
    before = (sealed / "2026-11-21.json").read_bytes()
    with pytest.raises(Refusal, match="sealed_already"):
        make_seal(sealed, SATURDAY)
    assert (sealed / "2026-11-21.json").read_bytes() == before


def test_a_database_put_back_to_an_earlier_day_is_found(db: None, tmp_path: Path) -> None:
    write_a_trail()
    make_seal(tmp_path, THURSDAY)
    with transaction.atomic():
        write_a_trail()
        make_seal(tmp_path, FRIDAY)
        transaction.set_rollback(True)
    assert fault(tmp_path) == ("seal", "2026-11-20")
    with pytest.raises(Fault):
        make_seal(tmp_path, SATURDAY)


def test_a_database_built_anew_is_found_even_if_the_key_was_stolen(sealed: Path) -> None:
    with as_owner(), settled(), lifted(connection):
        for model in (EventShown, Event, StreamHead, ShardHead):
            model.objects.all().delete()
        make_shards()
    for _time in range(5):
        write_a_trail()
    assert fault(sealed / "no such folder") is None  # the trail itself is flawless
    table, _row = fault(sealed) or ("", "")
    assert table == "seal"


@pytest.mark.parametrize("day", ["2026-11-19", "2026-11-20"])
def test_a_missing_seal_is_found_by_the_next(sealed: Path, day: str) -> None:
    (sealed / f"{day}.json").unlink()
    following = {"2026-11-19": "2026-11-20.json", "2026-11-20": "2026-11-21.json"}
    assert fault(sealed) == ("seal", following[day])


@pytest.mark.parametrize("column", ["day", "made_at", "previous", "key_id", "mac", "shards"])
def test_a_changed_seal_is_found(sealed: Path, column: str) -> None:
    path = sealed / "2026-11-20.json"
    stored = json.loads(path.read_text())
    if column == "shards":
        stored["shards"][5]["events"] += 1
    else:
        stored[column] = "0" * 64
    path.write_text(json.dumps(stored))
    assert fault(sealed) == ("seal", "2026-11-20.json")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"shards": 3}', "\x00", '{"shards": [{"number": 1}]}'])
def test_a_seal_that_is_no_seal_is_found(sealed: Path, content: str) -> None:
    (sealed / "2026-11-20.json").write_text(content)
    assert fault(sealed) == ("seal", "2026-11-20.json")


def test_a_seal_is_readable_by_its_owner_alone(sealed: Path) -> None:
    assert (sealed / "2026-11-21.json").stat().st_mode & 0o077 == 0
    assert not list(sealed.glob("*.draft"))


def test_a_seal_holds_numbers_and_digests_only(sealed: Path) -> None:
    stored = json.loads((sealed / "2026-11-21.json").read_text())
    assert set(stored) == {"day", "made_at", "previous", "key_id", "shards", "mac"}
    assert set(stored["shards"][0]) == {"number", "streams", "events", "total", "last_event_id"}
    assert str(UUID(int=1).hex) not in json.dumps(stored)


def test_the_outcome_of_a_check_is_kept_beside_the_seals(sealed: Path) -> None:
    assert last_outcome(sealed) is None
    remember(verify(sealed), sealed)
    told = last_outcome(sealed)
    assert told is not None
    assert (told["events"], told["seals"], told["fault"]) == (39, 3, "")
