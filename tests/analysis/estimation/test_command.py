"""`varsel estimate`: one JSON object, or a report that is read."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.analysis.estimation.tables import DATA
from varsel.__main__ import main

WEST = str(DATA / "western_us_5.csv")


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["varsel", "estimate", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_json_holds_what_was_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, WEST, "--threshold", "0.02", "--bootstrap", "40", "--seed", "1", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["observed"] == 345
    assert printed["estimate"] == pytest.approx(2483.384, rel=1e-4)
    assert printed["hidden"] == pytest.approx(2483.384 - 345, rel=1e-4)
    assert printed["terms"] == ["A:E"]
    assert printed["interval_bca"].keys() == printed["interval_normal"].keys() == {"95", "80"}


def test_the_bootstrap_can_be_skipped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, WEST, "--bootstrap", "0", "--json") == 0
    assert json.loads(capsys.readouterr().out)["interval_bca"] is None


def test_a_table_without_an_estimate_is_reported_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("A,B,count\n1,0,500\n1,1,40\n"))
    assert run(monkeypatch, "-") == 0
    printed = capsys.readouterr().out
    assert "no estimate" in printed
    assert "Without each list" in printed
    assert "Needed: A list whose persons are not all on another list" in " ".join(printed.split())


def test_the_report_is_read_and_progress_stands_apart(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert run(monkeypatch, WEST, "--bootstrap", "40", "--checkpoint", str(tmp_path / "kept.json")) == 0
    printed = capsys.readouterr()
    assert "95 % interval (bootstrap, BCa)" in printed.out
    assert max(map(len, printed.out.splitlines())) <= 110
    assert (tmp_path / "kept.json").exists()


def test_a_faulty_table_is_told_with_place_and_remedy_and_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("A,B,count\n1,0,5\n0,1,-3\n"))
    assert run(monkeypatch, "-") == 2
    assert capsys.readouterr().err == "varsel: line 3, column 3: -3: a count of persons is not negative.\n"
