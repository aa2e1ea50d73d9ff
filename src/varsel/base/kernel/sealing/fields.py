"""A field whose value is sealed in the database and opened only deliberately, with a purpose."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models.expressions import Col
from django.db.models.lookups import IsNull
from django.db.models.query_utils import DeferredAttribute
from django.utils.translation import gettext as _

from varsel.base.kernel.sealing.boxes import (
    UNDER_DATA_KEY,
    SealBroken,
    from_text,
    open_bytes,
    place,
    seal_bytes,
    to_text,
)
from varsel.base.kernel.sealing.datakeys import data_keys, standing_keys


class Ciphertext(str):
    """Text that is sealed already."""

    __slots__ = ()


class SealedToken:
    """What the attribute gives: not the value, but the right to ask for it."""

    __slots__ = ("_raw", "data_key_id", "label", "row_id")

    def __init__(self, raw: str, *, label: str, row_id: UUID, data_key_id: UUID) -> None:
        self._raw = raw
        self.label = label
        self.row_id = row_id
        self.data_key_id = data_key_id

    def open(self, purpose: str) -> str:
        """The value in clear. The purpose says why; who may ask is the business of `access.py`, not of the seal."""
        return open_all([self], purpose)[0]

    def __repr__(self) -> str:
        return "‹sealed›"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        raise TypeError("Sealed values are not compared: open them, or search by a blind index.")

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> Any:
        raise TypeError("Sealed values are not pickled.")

    @property
    def where(self) -> bytes:
        return place(self.label, self.row_id)

    @property
    def ciphertext(self) -> str:
        if not isinstance(self._raw, Ciphertext):
            raise TypeError("The value is sealed when its row is saved.")
        return self._raw

    def opened_with(self, keys: dict[UUID, bytes]) -> str:
        if not isinstance(self._raw, Ciphertext):
            return self._raw  # not saved yet: still the writer's own words
        key_id, box = from_text(self._raw)
        if key_id != UNDER_DATA_KEY:
            raise SealBroken
        return open_bytes(keys[self.data_key_id], box, self.where).decode()


def open_all(tokens: Sequence["SealedToken | None"], purpose: str) -> list[str]:
    """Open many values with one query for their keys; an absent value is the empty text."""
    if not purpose:
        raise ValueError("Say what the value is opened for.")
    keys = data_keys(token.data_key_id for token in tokens if token is not None)
    return ["" if token is None else token.opened_with(keys) for token in tokens]


def open_listed(tokens: Sequence["SealedToken | None"], purpose: str) -> tuple[list[str], list[SealBroken]]:
    """Open the values of a list, in which one bad row must not hide the others.

    In the place of a value that does not open stand words that say so; the faults come beside, to be logged. A
    value that was erased with its key is no fault.
    """
    if not purpose:
        raise ValueError("Say what the value is opened for.")
    keys = standing_keys({token.data_key_id for token in tokens if token is not None})
    texts, faults = [], []
    for token in tokens:
        try:
            texts.append("" if token is None else token.opened_with(keys))
        except KeyError:
            texts.append(_("erased"))
        except SealBroken as fault:
            texts.append(_("cannot be shown"))
            faults.append(fault)
    return texts, faults


class SealedAttribute(DeferredAttribute):
    """Takes text and gives a token; deferred loading works as for any field."""

    field: "SealedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is None or not value:
            return self if instance is None else None
        return self.field.token(instance, value)

    def __set__(self, instance: models.Model, value: Any) -> None:
        if isinstance(value, SealedToken):
            if (value.label, value.row_id) != (self.field.label, instance.pk):
                raise TypeError("A sealed value belongs to its row and field: open it and seal it anew.")
            value = value._raw
        instance.__dict__[self.field.attname] = value or None


class SealedCol(Col):
    """The column may be read, but nothing can be sorted or grouped by it: the ciphertext has no order."""

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"{self.target.name} is sealed: nothing is sorted, filtered or computed by it.")


class IsAbsent(IsNull):
    """The one question that a sealed column answers: is there a value?"""

    def process_lhs(self, compiler: Any, connection: Any, lhs: Any = None) -> Any:
        return compiler.compile(lhs or self.lhs)


class SealedField(models.TextField):
    """Text sealed under the data key whose id the row holds in `key` (default `data_key_id`).

    `label` is a literal that never changes, even when the model or field is renamed: it is part of what
    the seal is bound to.
    """

    descriptor_class = SealedAttribute
    _pyi_private_get_type: Any  # for the type checker: a token, and not the text of a TextField

    def __init__(self, *args: Any, label: str, key: str = "data_key_id", **kwargs: Any) -> None:
        self.label = label
        self.key = key
        super().__init__(*args, **{"null": True, "blank": True, "editable": False, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label, "key": self.key}

    def token(self, instance: models.Model, raw: str) -> SealedToken:
        return SealedToken(raw, label=self.label, row_id=instance.pk, data_key_id=getattr(instance, self.key))

    def from_db_value(self, value: str | None, *args: Any) -> Ciphertext | None:
        return None if value is None else Ciphertext(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext | None:
        raw = model_instance.__dict__.get(self.attname)
        if raw is None or isinstance(raw, Ciphertext):
            return raw
        data_key_id = getattr(model_instance, self.key)
        box = seal_bytes(data_keys([data_key_id])[data_key_id], raw.encode(), place(self.label, model_instance.pk))
        sealed = Ciphertext(to_text(UNDER_DATA_KEY, box))
        model_instance.__dict__[self.attname] = sealed
        return sealed

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or isinstance(value, Ciphertext):
            return value
        raise TypeError(f"{self.name} is sealed: set it on the row and save the row.")

    def get_lookup(self, lookup_name: str) -> Any:
        return IsAbsent if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        return None

    def get_col(self, alias: str, output_field: Any = None) -> Any:
        return SealedCol(alias, self, output_field)

    @property
    def cached_col(self) -> Any:
        return SealedCol(self.model._meta.db_table, self)

    def formfield(self, **kwargs: Any) -> None:
        return None  # forms of sealed values are written by hand, never made from the model
