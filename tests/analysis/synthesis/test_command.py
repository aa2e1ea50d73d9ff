"""`varsel synthesize`: releases, experiments and tests, what they write, and what is refused."""

import json
import math
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.synthesis.tables import any_table, domain
from varsel.__main__ import main
from varsel.analysis.synthesis import (
    BadInput,
    Mode,
    Table,
    commands,
    csv_text,
    examined,
    read_ledger,
    read_table,
    synthesize,
)
from varsel.analysis.synthesis.ledger import write_whole

KILLED = 137
OF = domain(2, 3, 2, 1)
DOMAIN = {"columns": {column.name: list(column.categories) for column in OF.columns}}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.csv").write_text(csv_text(persons()))
    (tmp_path / "d.json").write_text(json.dumps(DOMAIN))
    return tmp_path


def persons() -> Table:
    return any_table(OF, 400, 1)


def run(monkeypatch: pytest.MonkeyPatch, *more: str, epsilon: str = "2") -> int:
    """The exit code of the command on p.csv."""
    command = ["synthesize", "p.csv", "--epsilon", epsilon, "--out", "o.csv", "--report", "r.json", "--attacks", "1"]
    monkeypatch.setattr(sys, "argv", ["varsel", *command, *more])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def killed_after(monkeypatch: pytest.MonkeyPatch, written: int) -> None:
    """The command ends before it writes one more file than `written`."""
    left = iter(range(written))

    def write_or_end(path: Path, text: str) -> None:
        if next(left, None) is None:
            raise SystemExit(KILLED)
        write_whole(path, text)

    monkeypatch.setattr(commands, "write_whole", write_or_end)


def report(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "r.json").read_text())


def test_a_release_writes_table_report_note_and_ledger(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--domain", "d.json", "--note", "n.json", "--cap", "3") == 0
    told, note = report(folder), json.loads((folder / "n.json").read_text())
    assert (told["mode"], told["may_be_released"]) == ("release", True)
    assert told["release"]["privacy"]["over_all_releases"]["epsilon"] == pytest.approx(2.0)
    assert told["release"]["constant_columns"] == ["c3"]
    assert len(read_table(folder / "o.csv", OF)) == told["release"]["rows"]
    assert read_ledger(folder / "p.csv.ledger").cap == 3.0
    assert note.items() >= told["release"].items()
    assert "internal" not in json.dumps(note)
    assert "Spent over 1 release(s)" in capsys.readouterr().out


def test_a_release_beyond_the_cap_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ("--domain", "d.json", "--ledger", "l", "--cap", "2.5")
    assert run(monkeypatch, *given) == 0
    before = (folder / "o.csv").read_bytes()
    assert run(monkeypatch, *given) == 2
    assert (folder / "o.csv").read_bytes() == before
    assert "cap is 2.5" in capsys.readouterr().err


def test_without_a_domain_it_is_an_experiment_that_is_marked_and_costs_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "--attacks", "0") == 0
    told = report(folder)
    assert (told["mode"], told["may_be_released"]) == ("experiment", False)
    assert told["release"]["privacy"]["over_all_releases"] is None
    assert told["internal"]["attack"] is None
    assert "NOT FOR RELEASE" in (folder / "o.csv.NOT-FOR-RELEASE.txt").read_text()
    assert "NOT FOR RELEASE" in capsys.readouterr().out
    assert not (folder / "p.csv.ledger").exists()


def test_a_release_takes_the_mark_of_an_earlier_experiment_away(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(monkeypatch)
    run(monkeypatch, "--domain", "d.json")
    assert not (folder / "o.csv.NOT-FOR-RELEASE.txt").exists()


@pytest.mark.parametrize("written", range(4))
@pytest.mark.parametrize("given", [(), ("--domain", "d.json", "--test", "--seed", "1")])
def test_a_run_that_is_killed_leaves_no_table_without_its_mark(
    folder: Path, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], written: int
) -> None:
    killed_after(monkeypatch, written)
    assert run(monkeypatch, "--note", "n.json", "--attacks", "0", *given) == KILLED
    assert (folder / "o.csv.NOT-FOR-RELEASE.txt").exists() == (written > 0)
    assert (folder / "o.csv").exists() == (written > 1)


@pytest.mark.parametrize("written", range(3))
def test_a_release_that_is_killed_leaves_the_mark_of_an_earlier_experiment(
    folder: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    run(monkeypatch, "--attacks", "0")
    killed_after(monkeypatch, written)
    assert run(monkeypatch, "--domain", "d.json", "--note", "n.json", "--attacks", "0") == KILLED
    assert (folder / "o.csv.NOT-FOR-RELEASE.txt").exists()


def test_a_test_with_a_seed_gives_the_same_table_and_report_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for _time in range(2):
        assert run(monkeypatch, "--domain", "d.json", "--test", "--seed", "5") == 0
        told = report(folder)
        told["internal"].pop("seconds")
        found.append(((folder / "o.csv").read_text(), told))
    assert found[0] == found[1]
    assert (found[0][1]["mode"], found[0][1]["may_be_released"]) == ("test", False)
    assert not (folder / "p.csv.ledger").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--domain", "d.json", "--seed", "1"], "--test"),
        (["--seed", "1"], "--test"),
        (["--test"], "--seed"),
        (["--domain", "none.json"], "none.json"),
        (["--note", "lacking/n.json"], "lacking"),
        (["--note", "o.csv"], "same"),
        (["--delta", "0"], "Delta"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_remedy_and_spends_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert run(monkeypatch, *given) == 2
    assert said in capsys.readouterr().err
    assert sorted(entry.name for entry in folder.iterdir()) == ["d.json", "p.csv"]


@pytest.mark.parametrize("epsilon", ["0", "-1", "nan", "inf"])
def test_an_epsilon_that_is_no_budget_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], epsilon: str
) -> None:
    assert run(monkeypatch, "--domain", "d.json", epsilon=epsilon) == 2
    assert "Give a number above zero" in capsys.readouterr().err


def test_the_library_refuses_a_seed_outside_a_test_and_a_test_without_one() -> None:
    for mode, seed in [(Mode.RELEASE, 1), (Mode.EXPERIMENT, 1), (Mode.TEST, None)]:
        with pytest.raises(BadInput) as refused:
            synthesize(persons(), 1.0, mode=mode, seed=seed)
        assert refused.value.code == "seed_refused"


def test_the_library_refuses_more_columns_than_persons() -> None:
    with pytest.raises(BadInput) as refused:
        synthesize(any_table(OF, 3, 1), 1.0, mode=Mode.TEST, seed=1)
    assert refused.value.code == "more_columns_than_persons"


def test_a_release_never_gives_the_same_noise_twice() -> None:
    first, second = (synthesize(persons(), 1.0) for _time in range(2))
    assert first.model.measured[(0,)].counts.tolist() != second.model.measured[(0,)].counts.tolist() or (
        first.model.measured[(1,)].counts.tolist() != second.model.measured[(1,)].counts.tolist()
    )
    assert examined(persons(), first, shadow_runs=0).attack is None
    assert math.isclose(first.accountant.spent, first.accountant.rho, rel_tol=1e-6)
