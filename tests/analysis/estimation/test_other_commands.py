"""`varsel estimate --method …` and `--strata`, and `varsel plan-estimate`."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.analysis.estimation.tables import DATA
from varsel.__main__ import main
from varsel.analysis.estimation import BadTable
from varsel.analysis.estimation import latent_classes as module
from varsel.analysis.estimation.strata import read_strata

WEST, UK = str(DATA / "western_us_5.csv"), str(DATA / "uk_5.csv")
ALIKE = "90 80 40 85 45 38 22"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["varsel", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def by_year(**years: str) -> str:
    """Overlap tables of the lists A, B and C with a column for the year: counts by pattern, A lowest."""
    rows = ["A,year,B,C,count"]
    for year, counts in years.items():
        for pattern, count in enumerate(counts.split(), 1):
            rows.append(f"{pattern & 1},{year},{pattern >> 1 & 1},{pattern >> 2 & 1},{count}")
    return "\n".join(rows)


def test_the_best_model_of_all_is_reported_beside_its_neighbours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "estimate", UK, "--method", "bic") == 0
    told = capsys.readouterr().out
    assert "6,893, of which 374 have no estimate" in told
    assert "Up to 2 lists in one                    22,991" in told
    assert "NOT PUBLISHABLE" in told
    assert max(map(len, told.splitlines())) <= 110


def test_the_british_answer_would_be_lower_under_half_the_cap_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "estimate", UK, "--method", "decomposable", "--most", "20") == 0
    told = capsys.readouterr().out
    assert "Up to 40 times the observed" in told
    assert "822, the likeliest with 44%" in told
    assert "Had no more than 10 times the observed been held possible, the estimate would be 21,381" in told


def test_another_method_prints_json_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("A,B,count\n1,0,50\n0,1,40\n1,1,30\n"))
    assert run(monkeypatch, "estimate", "-", "--method", "decomposable", "--json") == 0
    assert json.loads(capsys.readouterr().out)["method"] == "decomposable"


def test_chains_that_disagree_are_reported_without_a_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    short = {"chains": 8, "burn_in": 50, "thin": 1}
    whole = module.estimate_by_latent_classes
    monkeypatch.setattr(module, "estimate_by_latent_classes", lambda *given, **named: whole(*given, **(named | short)))
    assert run(monkeypatch, "estimate", UK, "--method", "latent", "--draws", "100") == 0
    told = capsys.readouterr().out
    assert "no estimate" in told
    assert "The chains do not agree, so there is no answer" in told


def test_strata_are_read_from_a_further_column(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(by_year(y2024=ALIKE, y2025=ALIKE)))
    assert run(monkeypatch, "estimate", "-", "--strata", "year", "--bootstrap", "0") == 0
    told = capsys.readouterr().out
    assert "In y2024" in told
    assert "nothing speaks against pooling" in told
    monkeypatch.setattr(sys, "stdin", io.StringIO(by_year(y2024=ALIKE, y2025="3 0 0 0 1 0 0")))
    assert run(monkeypatch, "estimate", "-", "--strata", "year", "--bootstrap", "0") == 0
    assert "Only 4 persons are on the lists" in " ".join(capsys.readouterr().out.split())
    assert run(monkeypatch, "estimate", "-", "--strata", "year", "--method", "bic") == 2


@pytest.mark.parametrize(("way", "ignored"), [
    (["--strata", "year"], ["checkpoint", "most", "draws"]),
    (["--method", "bic"], ["threshold", "bootstrap", "checkpoint", "most", "draws"]),
    (["--method", "decomposable"], ["threshold", "bootstrap", "checkpoint", "draws"]),
    (["--method", "latent"], ["threshold", "bootstrap", "checkpoint", "most"]),
    ([], ["most", "draws"]),
])  # fmt: skip
def test_an_option_that_would_be_ignored_is_refused_even_with_its_usual_value(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, way: list[str],
    ignored: list[str],
) -> None:  # fmt: skip
    kept = tmp_path / "kept.json"
    usual = {"threshold": "0.02", "bootstrap": "1000", "checkpoint": str(kept), "most": "20", "draws": "2000"}
    for option in ignored:
        assert run(monkeypatch, "estimate", UK, *way, f"--{option}", usual[option]) == 2
        asked = "--strata" if "--strata" in way else " ".join(way or ["--method", "stepwise"])
        assert f"--{option}: It does nothing with {asked}. Leave it out." in capsys.readouterr().err
    assert not kept.exists()


def test_a_checkpoint_is_refused_where_no_replicate_is_drawn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kept = tmp_path / "kept.json"
    assert run(monkeypatch, "estimate", UK, "--bootstrap", "0", "--checkpoint", str(kept)) == 2
    assert "--checkpoint: It does nothing with --bootstrap 0. Leave it out." in capsys.readouterr().err
    assert not kept.exists()


def test_strata_heed_threshold_and_bootstrap(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(by_year(y2024=ALIKE, y2025=ALIKE)))
    assert run(monkeypatch, "estimate", "-", "--strata", "year", "--threshold", "0", "--bootstrap", "0") == 0
    assert "In y2024" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "code"), [
    ("", "no_stratum_column"), ("A,B,count\n1,1,4\n", "no_stratum_column"), ("A,year,B,count\n1,2024,1\n", "columns"),
    ("A,year,B,count\n1,2024,1,5\n", "strata"), ("A,year,B,count\n1,1,1,5\n1,1,1,5\n", "duplicate_pattern"),
])  # fmt: skip
def test_a_file_of_strata_that_is_faulty_is_refused(text: str, code: str) -> None:
    with pytest.raises(BadTable) as refused:
        read_strata(io.StringIO(text), "year")
    assert refused.value.code == code


def test_strata_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "years.csv"
    path.write_text(by_year(y2024=ALIKE, y2025=ALIKE), encoding="utf-8")
    found = read_strata(path, "year")
    assert found.pooled.counts.tolist() == [2 * int(count) for count in ALIKE.split()]


def test_a_plan_is_told_in_words_and_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "plan-estimate", "--seen", "100", "--lists", "3", "--tables", "40") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "persons a year on 3 lists" in told
    assert "Pool at least" in told
    assert run(monkeypatch, "plan-estimate", "--seen", "10", "--tables", "20") == 0
    assert "no answer" in capsys.readouterr().out
    asked = ["--chance", "0.2", "--chance", "0.1", "--lists", "2", "--dependence", "2:1=3", "--tables", "20", "--json"]
    assert run(monkeypatch, "plan-estimate", *asked) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["dependences"] == {"0:1": 3.0}
    assert printed["chances"] == [0.2, 0.1]


@pytest.mark.parametrize("text", ["1:2", "1=3", "a:b=3", "1:2:3=4"])
def test_a_dependence_that_cannot_be_read_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert run(monkeypatch, "plan-estimate", "--dependence", text) == 2


def test_every_public_name_is_there_and_no_other() -> None:
    from varsel.analysis import estimation

    assert all(callable(getattr(estimation, name)) for name in estimation.__all__)
    with pytest.raises(AttributeError, match="no attribute"):
        estimation.nothing_of_the_kind  # noqa: B018
