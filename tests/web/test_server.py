"""The web server: what its workers are born with, and what a demonstration says while it is built."""

import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.core.checks import Error
from typer.testing import CliRunner

from tests.instance import migrated, said
from varsel.portal import server
from varsel.portal.demo import commands
from varsel.portal.demo.progress import stage

OLDER = """
import sys
from pathlib import Path
from varsel.base.kernel.setup import django
django(Path(sys.argv[1]))
from django.core.management import call_command
from varsel.base.kernel.models import Instance
Instance.objects.update_or_create(defaults={"is_demonstration": True})
call_command("migrate", "estimates", "zero", verbosity=0)
from varsel.__main__ import app
app(["demo", "--dir", sys.argv[1], "--no-serve"])
"""


def test_no_page_loads_what_only_estimates_need() -> None:
    """Each of these costs a process a second or more; the first visitor would pay for it."""
    code = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(*{'pandas', 'scipy', 'statsmodels'} & sys.modules.keys())"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603
    assert (loaded.returncode, loaded.stdout.strip()) == (0, "")


def test_the_house_is_loaded_before_the_workers_are_born_and_no_address_of_a_page_is_logged() -> None:
    settings = server.Server("127.0.0.1", 8123, workers=3).cfg
    assert (settings.bind, settings.workers, settings.preload_app) == (["127.0.0.1:8123"], 3, True)
    assert settings.accesslog is None


def test_no_connection_and_no_pool_is_open_when_the_workers_are_born(monkeypatch: pytest.MonkeyPatch) -> None:
    of_sqlite, of_postgresql = Mock(spec=["close"]), Mock(spec=["close", "close_pool"])
    monkeypatch.setattr(server, "connections", Mock(all=lambda: [of_sqlite, of_postgresql]))
    monkeypatch.setattr(server, "obstacles", lambda: [Error("Too old.", hint="Migrate.")])
    assert server.hindered() == ["Too old. Migrate."]
    of_sqlite.close.assert_called_once_with()
    assert [call[0] for call in of_postgresql.method_calls] == ["close", "close_pool"]


def test_a_stage_is_said_as_it_begins_and_by_tenths_where_the_output_is_no_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with stage("People"):
        assert capsys.readouterr().out == "People …\n"
    with stage("Cases", 4900) as reached:
        for done in range(50, 4901, 50):
            reached(done)
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Cases …", "  500 of 4,900"]
    assert (len(lines), lines[-1]) == (11, "  4,900 of 4,900")


def test_on_a_terminal_a_stage_has_a_bar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    with stage("Cases", 20) as reached:
        reached(20)
    assert "20/20" in capsys.readouterr().out


def test_a_demonstration_of_another_release_is_not_served_and_the_way_out_is_said(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = migrated(tmp_path_factory)
    code, output = said(folder, "-c", OLDER, str(folder))
    assert code == 1
    assert output == f"{folder} was built by another release. Delete it, and it is built anew.\n"


def test_a_demonstration_stands_in_the_folder_that_the_surroundings_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(commands, "_build", lambda directory, scale: asked.append(directory))
    monkeypatch.setattr(commands, "_introduce", lambda directory, port: None)
    monkeypatch.setenv("VARSEL_MODE", "test")
    named, other = tmp_path / "named", tmp_path / "other"
    other.mkdir()
    for arguments in ([], ["--dir", str(other)]):
        CliRunner().invoke(commands.app, [*arguments, "--no-serve"], env={"VARSEL_DIR": str(named)})
    assert asked == [named, other]
