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


def test_no_page_loads_what_only_charts_and_estimates_need() -> None:
    """Each of these costs a process a second or more; the first visitor would pay for it."""
    code = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        "print(*{'altair', 'pandas', 'scipy', 'statsmodels', 'vl_convert'} & sys.modules.keys())"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)  # noqa: S603
    assert (loaded.returncode, loaded.stdout.strip()) == (0, "")
