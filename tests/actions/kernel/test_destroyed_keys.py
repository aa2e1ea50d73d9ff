"""A destroyed key is gone from the files of its database, not only from its table."""

import os
import subprocess
import sys
from pathlib import Path

DESTROYED = """
from pathlib import Path
from varsel.base.kernel.setup import django
django()
from django.conf import settings
from django.db import connections
from varsel.base.kernel.models.keys import DataKey
from varsel.base.kernel.sealing.datakeys import destroy_data_key, new_data_key
from varsel.base.kernel.sealing.keyring import KeyRing

def holding(row):
    return [path for path in (settings.VARSEL_DIR / "keys").iterdir() if row in path.read_bytes()]

KeyRing.new().write(settings.VARSEL_KEYRING)
with connections["keys"].schema_editor() as editor:
    editor.create_model(DataKey)
key = new_data_key()
row = bytes(DataKey.objects.get(id=key).wrapped)
assert holding(row)
destroy_data_key(key)
assert not holding(row)
"""


def test_no_file_holds_a_destroyed_key(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VARSEL_")}
    folder = tmp_path / "instance"
    subprocess.run(  # noqa: S603 (this very interpreter)
        [sys.executable, "-c", DESTROYED], env={**kept, "VARSEL_DIR": str(folder), "VARSEL_MODE": "test"}, check=True
    )
    assert folder.stat().st_mode & 0o077 == 0, "others may read the databases"
