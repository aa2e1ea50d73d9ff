"""Files that are whole or not there: written under another name beside, and renamed when they are done."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from varsel.analysis.linkage.faults import BadList


@contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file to write to, readable by its owner alone, that takes the name `path` only if all went well.

    BadList if the folder is missing or not writable.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise BadList("unwritable", str(path), f"it cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def refuse_same(paths: list[Path]) -> None:
    """BadList if two of the names lead to one file: a list linked with itself overlaps wholly and says nothing."""
    seen: dict[tuple[int, int], Path] = {}
    for path in paths:
        try:
            found = path.stat()
        except OSError as error:
            raise BadList("unreadable", str(path), f"it cannot be read: {error.strerror}.") from error
        if (found.st_dev, found.st_ino) in seen:
            raise BadList("same_file", str(path), "the same file is given twice; give each organisation's list once.")
        seen[found.st_dev, found.st_ino] = path
