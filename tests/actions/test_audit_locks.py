"""Two people write to the same shards at once, in opposite order: nobody waits in a circle, nothing is half written."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection, transaction

from varsel.base.audit.actions import record
from varsel.base.audit.chain import shard_of
from varsel.base.audit.models import Event
from varsel.base.audit.verbs import Verb
from varsel.base.audit.verification import verify
from varsel.base.kernel.actor import SYSTEM
from varsel.base.kernel.refusals import Refusal

PATIENCE = 20  # seconds in which everything here is over, or the test fails
STREAMS = sorted((("case", UUID(int=number)) for number in range(1, 7)), key=lambda stream: shard_of(*stream))
LOW, HIGH = STREAMS[0], STREAMS[-1]


@pytest.fixture(autouse=True)
def on_postgresql(transactional_db: None) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time; two processes on a file are tested in test_audit_on_file")


def in_own_connection(act: Callable[[], object]) -> str:
    """What became of the act in a thread and a connection of its own: "done", or the code of its refusal."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = '{PATIENCE}s'")
        with transaction.atomic():
            act()
    except Refusal as refusal:
        return refusal.code
    finally:
        connection.close()
    return "done"


def at_once(*acts: Callable[[], str]) -> list[str]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=PATIENCE) for future in [pool.submit(act) for act in acts]]


def write(streams: Sequence[tuple[str, UUID]], both_hold_one: threading.Barrier | None = None) -> None:
    for number, stream in enumerate(streams):
        record(Verb.CASE_READ, by=SYSTEM, subject=stream)
        if number == 0 and both_hold_one:
            both_hold_one.wait(PATIENCE)


def test_of_two_that_would_wait_for_each_other_one_is_refused_and_the_other_goes_through(tmp_path: Path) -> None:
    barrier = threading.Barrier(2)
    assert at_once(
        lambda: in_own_connection(lambda: write([LOW, HIGH], barrier)),
        lambda: in_own_connection(lambda: write([HIGH, LOW], barrier)),
    ) == ["done", "busy"]
    assert Event.objects.count() == 2  # of the refused one nothing stands
    assert verify(tmp_path).fault is None


def test_two_that_go_upwards_wait_their_turn_and_both_succeed(tmp_path: Path) -> None:
    assert at_once(*[lambda: in_own_connection(lambda: write(STREAMS * 3)) for _n in range(2)]) == ["done", "done"]
    assert Event.objects.count() == 36
    assert verify(tmp_path).fault is None


def test_a_check_inside_a_transaction_sees_one_moment_while_others_write(tmp_path: Path) -> None:
    faults: list[object] = []

    def check() -> None:
        for _n in range(5):
            faults.append(verify(tmp_path).fault)

    def write_on() -> str:
        return [in_own_connection(lambda: write(STREAMS)) for _n in range(20)][-1]

    assert at_once(write_on, lambda: in_own_connection(check)) == ["done", "done"]
    assert faults == [None] * 5
