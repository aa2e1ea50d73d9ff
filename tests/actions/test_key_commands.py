"""What is done with the key ring from the command line is in the trail."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from varsel.base.audit.models import Event
from varsel.base.kernel.sealing.keyring import KeyRing, keyring
from varsel.portal.commands import keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ring(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A key ring of the test's own, and no second start of Django."""
    path = tmp_path / "keyring.json"
    keyring().write(path)
    monkeypatch.delenv("VARSEL_KEYRING_VALUE", raising=False)
    monkeypatch.setattr(keys, "django", lambda directory: None)
    settings.VARSEL_KEYRING = path  # type: ignore[attr-defined]
    return path


@pytest.mark.parametrize("purpose", ["seal", "audit"])
def test_a_rotation_is_an_event_of_the_system(ring: Path, purpose: str) -> None:
    before = KeyRing.read(ring).active[purpose]
    assert CliRunner().invoke(keys.app, ["rotate", purpose]).exit_code == 0
    assert KeyRing.read(ring).active[purpose] != before
    event = Event.objects.get(verb="keys:rotate")
    assert (event.actor_kind, event.fields) == ("system", purpose)


def test_wrapping_anew_is_an_event_of_the_system() -> None:
    assert CliRunner().invoke(keys.app, ["rewrap"]).exit_code == 0
    assert Event.objects.get(verb="keys:rewrap").actor_kind == "system"
