"""What a check of the trail can find wrong."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass
class Fault(Exception):
    """The first faulty row: its table, which row, and what is wrong with it in plain words."""

    table: str
    row: str
    what: "str | Promise"

    def __str__(self) -> str:
        return f"{self.table} {self.row}: {self.what}"
