"""The section `codes`: one item a list, its codes nested in two levels at most."""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.models.codes import Code
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.sections import DAY, KEY, TEXT, WORDS, Entry, Schema, Section, day
from varsel.base.kernel.packs.source import Path_, Raw

_CODE: Schema = {
    "code": {"type": "string", "pattern": "^[A-Za-z0-9_]+$", "maxLength": 69},
    "da": {**TEXT, "maxLength": 200},
    "en": {**TEXT, "maxLength": 200},
    "outside": {
        "type": "object",
        "properties": dict.fromkeys(("htcds", "ic_tip", "eurostat", "iso_3166_3", "isic"), TEXT),
        "additionalProperties": False,
    },
    "valid_from": DAY,
    "valid_to": DAY,
}


def _level(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": ["code", "da", "en"],
        "additionalProperties": False,
    }


SCHEMA: Schema = {
    "type": "object",
    "properties": {
        "list": {**KEY, "maxLength": 50},
        "title": WORDS,
        "note": TEXT,
        "codes": {
            "type": "array",
            "minItems": 1,
            "items": _level({**_CODE, "codes": {"type": "array", "items": _level(_CODE)}}),
        },
    },
    "required": ["list", "title", "codes"],
    "additionalProperties": False,
}


def split(raw: Raw) -> Iterator[Entry]:
    """Every code of a list, parents first, in the order of the file."""
    for order, (path, code, parent) in enumerate(_walk(raw.value["codes"], ("codes",), None)):
        data: dict[str, Any] = {name: code[name] for name in ("code", "da", "en", "outside") if name in code}
        yield Entry(
            pack=raw.pack,
            section=raw.section,
            key=f"{raw.value['list']}:{code['code']}",
            data={"list": raw.value["list"], "order": order, "parent": parent, **data},
            file=raw.file,
            line=raw.line(path),
            valid_from=day(code.get("valid_from")),
            valid_to=day(code.get("valid_to")),
        )


def _walk(codes: Any, path: Path_, parent: str | None) -> Iterator[tuple[Path_, dict[str, Any], str | None]]:
    for at, code in enumerate(codes):
        yield (*path, at), code, parent
        yield from _walk(code.get("codes", ()), (*path, at, "codes"), code["code"])


def load(entries: Sequence[Entry], by: Actor) -> None:
    """Write the codes; those that are gone end, and are never deleted."""
    today = legal_today()
    yesterday = today - datetime.timedelta(days=1)
    codes = [_code(entry) for entry in entries]
    written = ("label_da", "label_en", "parent", "outside", "order", "valid_from", "valid_to", "pack")
    Code.objects.bulk_create(codes, update_conflicts=True, unique_fields=["id"], update_fields=written)
    for gone in Code.objects.on(today).exclude(pk__in={code.pk for code in codes}):
        gone.valid_to = max(yesterday, gone.valid_from or yesterday)
        gone.save(update_fields=["valid_to"])


def _code(entry: Entry) -> Code:
    data = entry.data
    return Code(
        id=entry.key,
        list=data["list"],
        code=data["code"],
        label_da=data["da"],
        label_en=data["en"],
        parent_id=f"{data['list']}:{data['parent']}" if data["parent"] else None,
        outside=data.get("outside", {}),
        order=data["order"],
        valid_from=entry.valid_from,
        valid_to=entry.valid_to,
        pack=entry.pack,
    )


CODES = Section("codes", SCHEMA, load=load, split=split)
