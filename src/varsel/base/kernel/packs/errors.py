"""What is wrong with a pack: the file, the line, the key, and how to mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class PackError:
    """One fault. `key` is the entry's key, followed by the path inside it ("reflection.days")."""

    file: Path
    line: int
    key: str
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        words = " ".join(filter(None, (self.message, self.remedy)))
        return f"{self.file}:{self.line}: {self.key}: {words}" if self.key else f"{self.file}:{self.line}: {words}"


class PackErrors(Exception):
    """A pack is refused as a whole: nothing of it was loaded."""

    def __init__(self, errors: Sequence[PackError]) -> None:
        self.errors = sorted(errors)
        super().__init__("\n".join(map(str, self.errors)))
