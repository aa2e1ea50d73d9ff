"""What the tests of these pages share."""

import hashlib

import pytest


@pytest.fixture(autouse=True)
def known_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are rounded by draws from the instance's key; the tests' keys are new each time, so here they have none.

    With one key in some the method does not stand by its number when the counts are rounded, and refuses.
    """

    def bucket(kind: str, value: str) -> str:
        return hashlib.sha256(f"{kind}:{value}".encode()).hexdigest()

    monkeypatch.setattr("varsel.knowledge.estimates.actions.releases.blind_bucket", bucket)
