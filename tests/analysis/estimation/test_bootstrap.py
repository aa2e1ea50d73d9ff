"""The bootstrap: the same seed, the same replicates, whether a run went through or was stopped."""

import json
from pathlib import Path

import numpy as np
import pytest

from tests.analysis.estimation.tables import published
from varsel.analysis.estimation import BadTable, bootstrap, estimate
from varsel.analysis.estimation.bootstrap import blocks_of, replicate, resampled

TABLE = published("western_us_5")


class Stopped(Exception):
    pass


def stop(done: int, _total: int) -> None:
    if done >= 20:
        raise Stopped


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "BLOCK", 10)


def test_a_stopped_run_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, whole = tmp_path / "kept.json", replicate(TABLE, 0.02, 45, seed=3)
    with pytest.raises(Stopped):
        replicate(TABLE, 0.02, 45, 3, stop, file)
    drawn = []
    monkeypatch.setattr(bootstrap, "resampled", lambda *asked: drawn.append(asked[2]) or resampled(*asked))
    assert (replicate(TABLE, 0.02, 45, 3, None, file) == whole).all()
    assert drawn == [2, 3, 4]
    assert (replicate(TABLE, 0.02, 45, 3, None, file) == whole).all()
    assert drawn == [2, 3, 4]
    assert [path.name for path in tmp_path.iterdir()] == ["kept.json"]


def test_more_replicates_go_on_from_fewer(tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    few = replicate(TABLE, 0.02, 20, 3, None, file)
    assert (replicate(TABLE, 0.02, 40, 3, None, file)[:20] == few).all()


def test_another_seed_draws_other_persons_and_every_draw_has_as_many() -> None:
    one, other = resampled(TABLE, 1, 0, 8), resampled(TABLE, 2, 0, 8)
    assert (one != other).any()
    assert (resampled(TABLE, 1, 1, 8) != one).any()
    assert (one.sum(axis=1) == TABLE.observed).all()
    assert not one[:, TABLE.counts == 0].any()


def test_progress_is_told_after_every_block() -> None:
    told = []
    replicate(TABLE, 0.02, 25, 1, lambda done, total: told.append((done, total)))
    assert told == [(10, 25), (20, 25), (25, 25)]
    assert blocks_of(25) == [(0, 10), (1, 10), (2, 5)]
    assert replicate(TABLE, 0.02, 0, 1).shape == (0,)


@pytest.mark.parametrize(("threshold", "seed", "other"), [(0.05, 3, False), (0.02, 4, False), (0.02, 3, True)], ids=str)
def test_a_checkpoint_of_another_question_is_refused(tmp_path: Path, threshold: float, seed: int, other: bool) -> None:
    file = tmp_path / "kept.json"
    replicate(TABLE, 0.02, 10, 3, None, file)
    table = TABLE.with_counts(TABLE.counts + 1) if other else TABLE
    with pytest.raises(BadTable) as refused:
        estimate(table, threshold, 10, seed, resume=file)
    assert refused.value.code == "other_checkpoint"


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"key": "x", "blocks": {"0": ["many"]}})])
def test_a_file_that_is_no_checkpoint_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "kept.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadTable) as refused:
        replicate(TABLE, 0.02, 10, 3, None, file)
    assert refused.value.code == "bad_checkpoint"


def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(BadTable) as refused:
        replicate(TABLE, 0.02, 10, 3, stop, tmp_path / "nowhere" / "kept.json")
    assert refused.value.code == "checkpoint_unwritable"


def test_replicates_without_an_estimate_are_kept_as_infinite(tmp_path: Path) -> None:
    file, table = tmp_path / "kept.json", TABLE.keep(["A", "D"])
    first = replicate(table, 0.02, 60, 1, None, file)
    assert np.isinf(first).any()
    assert (replicate(table, 0.02, 60, 1, None, file) == first).all()
