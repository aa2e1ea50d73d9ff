"""The privacy ledger: what was spent is never forgotten, and the cap holds."""

import json
import multiprocessing
import subprocess
import sys
from pathlib import Path

import pytest

from varsel.analysis.synthesis import ledger as ledgers
from varsel.analysis.synthesis.ledger import read_ledger, spend, write_whole
from varsel.analysis.synthesis.refusals import BadInput

DELTA = 1e-6


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "persons.csv.ledger"


def test_releases_add_up_in_rho_so_the_total_is_less_than_the_sum_of_the_epsilons(path: Path) -> None:
    for _release in range(3):
        spending, after = spend(path, 1.0, DELTA)
    assert read_ledger(path) == after
    assert after.rho == pytest.approx(3 * spending.rho)
    assert 1.0 < after.epsilon < 3.0
    assert len({release.release for release in after.releases}) == 3


def test_one_release_costs_what_was_asked(path: Path) -> None:
    assert spend(path, 4.0, DELTA)[1].epsilon == pytest.approx(4.0)


def test_the_cap_of_the_first_release_holds_for_all_later_ones(path: Path) -> None:
    spend(path, 4.0, DELTA, cap=5.0)
    before = path.read_text()
    with pytest.raises(BadInput) as refused:
        spend(path, 4.0, DELTA)
    assert refused.value.code == "budget_exceeded"
    assert path.read_text() == before
    spend(path, 1.0, DELTA, cap=5.0)


def test_a_release_of_the_whole_cap_is_allowed(path: Path) -> None:
    assert len(spend(path, 4.0, DELTA, cap=4.0)[1].releases) == 1


def test_a_first_release_above_the_cap_leaves_no_ledger(path: Path) -> None:
    with pytest.raises(BadInput):
        spend(path, 4.0, DELTA, cap=3.0)
    assert not path.exists()


def test_the_cap_is_set_once(path: Path) -> None:
    spend(path, 1.0, DELTA)
    with pytest.raises(BadInput) as refused:
        spend(path, 1.0, DELTA, cap=9.0)
    assert refused.value.code == "cap_changed"


def test_a_cap_that_is_no_budget_is_refused(path: Path) -> None:
    with pytest.raises(BadInput):
        spend(path, 1.0, DELTA, cap=0.0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "not json",
        '{"kind": "else"}',
        '{"kind": "varsel.synthesis.ledger", "delta": 1e-6, "cap": null}\n{"a": 1}',
    ]
    + [
        '{"kind": "varsel.synthesis.ledger", "delta": 1e-6, "cap": null}\n'
        + json.dumps({"release": "x", "at": "y", "epsilon": 1.0, "delta": 1e-6, "rho": rho})
        for rho in (0.0, float("nan"))
    ],
)
def test_a_ledger_that_is_not_whole_is_refused_and_not_begun_anew(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(BadInput) as refused:
        spend(path, 1.0, DELTA)
    assert refused.value.code == "ledger_broken"
    assert path.read_text() == text


def test_a_ledger_that_cannot_be_read_is_refused(path: Path) -> None:
    with pytest.raises(BadInput, match="Cannot read it"):
        read_ledger(path)


def _spend(path: Path) -> None:
    spend(path, 1.0, DELTA)


def test_releases_at_the_same_time_are_all_entered(path: Path) -> None:
    processes = [multiprocessing.get_context("fork").Process(target=_spend, args=(path,)) for _each in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(read_ledger(path).releases) == 4


def test_a_failure_while_writing_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(path, "before\n")

    def fail(*_arguments: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(ledgers.os, "replace", fail)
    with pytest.raises(OSError, match="full"):
        write_whole(path, "after\n")
    assert path.read_text() == "before\n"
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_process_that_is_killed_during_a_release_has_spent_its_budget(tmp_path: Path) -> None:
    code = (
        "import os, sys, varsel.analysis.synthesis.commands as commands;"
        "commands.synthesize = lambda *a, **k: os.kill(os.getpid(), 9);"
        "commands.app(sys.argv[1:])"
    )
    (tmp_path / "p.csv").write_text("a,b\n" + "x,1\ny,2\n" * 20)
    (tmp_path / "d.json").write_text('{"columns": {"a": ["x", "y"], "b": ["1", "2"]}}')
    command = ["p.csv", "--epsilon", "2", "--domain", "d.json", "--out", "o.csv", "--report", "r.json"]
    done = subprocess.run([sys.executable, "-c", code, *command], cwd=tmp_path, check=False)  # noqa: S603
    assert done.returncode == -9
    assert read_ledger(tmp_path / "p.csv.ledger").epsilon == pytest.approx(2.0)
    assert not (tmp_path / "o.csv").exists()
