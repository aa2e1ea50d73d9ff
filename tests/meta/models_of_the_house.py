"""What every model must say and where its foreign keys may point, as checks that a test can also feed a fault."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.db.models import Field, Model

from varsel.base.kernel.retention import EVERY_FIELD, RETENTION
from varsel.base.kernel.sealing.fields import SealedField

ROOT = Path(__file__).parents[2]


def models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("varsel.")]


def storey(module: str) -> str:
    return module.split(".")[1]


def height(module: str) -> tuple[int, int]:
    """How high a module's storey and room stand: (0, 0) is the lowest."""
    house, room = module.split(".")[1], ".".join(module.split(".")[:3])
    storeys, rooms = _layers("varsel"), _layers(f"varsel.{house}")
    return storeys.index(house), rooms.index(room.split(".")[-1]) if rooms else 0


def _layers(container: str) -> list[str]:
    """The names of the import contract for this container, lowest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    for contract in contracts:
        if contract.get("containers") == [container]:
            return [name.strip(" ()") for layer in reversed(contract["layers"]) for name in layer.split("|")]
    return []


def foreign_keys(model: type[Model]) -> Iterable[Field]:
    return (field for field in model._meta.get_fields() if field.remote_field and not field.auto_created)


def wrong_keys(model: type[Model]) -> list[str]:
    """Foreign keys that point up, or across storeys with a way back."""
    wrong = []
    for field in foreign_keys(model):
        target = field.remote_field.model
        if not target.__module__.startswith("varsel."):
            continue
        if height(target.__module__) > height(model.__module__):
            wrong.append(f"{model._meta.label}.{field.name} points up to {target._meta.label}")
        if storey(target.__module__) != storey(model.__module__) and not field.remote_field.hidden:
            wrong.append(f'{model._meta.label}.{field.name} leaves its storey without related_name="+"')
    return wrong


def undeclared(model: type[Model]) -> list[str]:
    """What is missing or wrong in the model's word on how long it is kept and what a dump may show."""
    label, fields = model._meta.label, {field.name: field for field in model._meta.concrete_fields}
    shown = getattr(model, "shown_in_dump", None)
    wrong = []
    if getattr(model, "retention", None) not in RETENTION:
        wrong.append(f"{label}.retention is not one of kernel.retention.RETENTION")
    if not isinstance(shown, frozenset):
        return [*wrong, f"{label}.shown_in_dump is no frozenset of field names"]
    if shown == EVERY_FIELD:
        shown = frozenset(fields)
    wrong += [f"{label}.shown_in_dump names {name}, which is no field" for name in sorted(shown - fields.keys())]
    sealed = {name for name, field in fields.items() if isinstance(field, SealedField)}
    return wrong + [f"{label}.shown_in_dump shows the sealed field {name}" for name in sorted(shown & sealed)]
