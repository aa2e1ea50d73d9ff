"""A ring that may be rotated without disturbing other tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from varsel.base.kernel.sealing.keyring import Purpose, keyring


@pytest.fixture
def rotated_ring() -> Iterator[Callable[[Purpose], None]]:
    path = Path(settings.VARSEL_KEYRING)
    before = keyring()
    yield lambda purpose: keyring().rotated(purpose).write(path)
    before.write(path)
