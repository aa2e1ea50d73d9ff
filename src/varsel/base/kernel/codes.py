"""Code lists: a field that draws from one, and the choices of a list on a day."""

import datetime
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from varsel.base.kernel.models.codes import Code

LONG = 40  # entries; countries and languages are looked up by letter
LAST_LETTERS = str.maketrans({"æ": "{", "ø": "|", "å": "}"})  # the three signs after z


class CodeField(models.ForeignKey):
    """A choice from the code list `code_list`; the database itself refuses a code of another list.

    Codes are retired, never deleted: PROTECT, and no way back from a code to what uses it.
    """

    def __init__(self, code_list: str, **kwargs: Any) -> None:
        self.code_list = code_list
        kwargs = {"on_delete": models.PROTECT, "related_name": "+", **kwargs, "to": "kernel.Code"}
        super().__init__(**kwargs, limit_choices_to={"list": code_list})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        for implied in ("to", "on_delete", "related_name", "limit_choices_to"):
            kwargs.pop(implied, None)
        return name, path, args, {"code_list": self.code_list, **kwargs}

    def db_check(self, connection: BaseDatabaseWrapper) -> str:
        """The column's own check: the code begins with its list's name."""
        column, prefix = connection.ops.quote_name(self.column), f"{self.code_list}:"
        return f"substr({column}, 1, {len(prefix)}) = '{prefix}'"


def codes(code_list: str, on: datetime.date) -> list[Code]:
    """The entries of a list in force on a day, in the list's order."""
    return list(Code.objects.on(on).filter(list=code_list))


def choices(code_list: str, on: datetime.date) -> list[tuple[str, str]]:
    """`(id, label)` of each entry in force on a day, in the active language, for a form; a long list by label."""
    found = [(code.id, code.label) for code in codes(code_list, on)]
    return sorted(found, key=lambda pair: as_looked_up(pair[1])) if len(found) > LONG else found


def as_looked_up(label: str) -> str:
    """Where a Danish reader looks for a label: æ, ø and å come last, other accents do not count."""
    letters = unicodedata.normalize("NFKD", label.casefold().translate(LAST_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def label(code_id: str) -> str:
    """The label in the active language of one code, given as `list:code`; retired codes included."""
    return Code.objects.get(pk=code_id).label


def labels(code_list: str) -> dict[str, str]:
    """The label in the active language of every code of a list, by code without the list's name; retired ones too."""
    return {code.code: code.label for code in Code.objects.filter(list=code_list)}
