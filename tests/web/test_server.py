"""Each worker of the web server draws its first chart by itself, so that no visitor waits for it."""

import subprocess
import sys
import threading

import pytest

from varsel.knowledge.statistics import charts
from varsel.portal import server


def test_a_worker_draws_a_chart_soon_after_its_start(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = threading.Event()
    monkeypatch.setattr(server, "AFTER", 0)
    monkeypatch.setattr(charts, "bars", lambda _values: drawn.set())
    server.post_worker_init(None)
    assert drawn.wait(10)


def test_the_settings_file_itself_loads_nothing() -> None:
    code = "import varsel.portal.server, sys; sys.exit('altair' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter
