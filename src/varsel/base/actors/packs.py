"""The section `organisations` of country packs."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import models

from varsel.base.actors.models import ContactPoint, Organisation, OrganisationName, Ownership, Unit
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.sections import DAY, KEY, TEXT, WORDS, Entry, Section, day, entry, listed, ref, register

_PERIOD = {"since": DAY, "until": DAY}


def _item(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


# `until` is the first day on which it no longer holds, so that one period ends where the next begins.
SCHEMA = entry(
    {
        "kind": ref("codes:organisation_kind"),
        "cooperation_status": ref("codes:cooperation_status"),
        "bound_by_secrecy": {"type": "boolean"},
        "names": {
            **listed(_item({"da": TEXT, "en": TEXT, "short": {**TEXT, "maxLength": 40}, **_PERIOD}, "da", "since")),
            "minItems": 1,
        },
        "owners": listed(
            _item(
                {
                    "organisation": ref("organisations"),
                    **_PERIOD,
                    "source": TEXT,
                    "confidence": {"enum": ["high", "medium", "low"]},
                },
                "organisation",
                "since",
            )
        ),
        "units": listed(_item({"key": KEY, "name": WORDS}, "key", "name")),
        "contact_points": listed(
            _item(
                {
                    "kind": ref("codes:contact_kind"),
                    "value": TEXT,
                    "label": WORDS,
                    "public": {"type": "boolean"},
                    "unit": KEY,
                },
                "kind",
                "value",
            )
        ),
    },
    required=("kind", "names"),
)


def load(entries: Sequence[Entry], by: Actor) -> None:
    """Bring organisations into line with the pack. None is ever deleted: people and cases refer to them."""
    organisations = {one.key: _organisation(one) for one in entries}
    for one in entries:
        organisation = organisations[one.key]
        units = _units(organisation, one.data.get("units", ()))
        _replace(OrganisationName, organisation, [_name(organisation, name) for name in one.data["names"]])
        _replace(
            Ownership,
            organisation,
            [
                _ownership(organisation, organisations[owner["organisation"]], owner)
                for owner in one.data.get("owners", ())
            ],
        )
        points = one.data.get("contact_points", ())
        _replace(
            ContactPoint,
            organisation,
            [_contact_point(organisation, units, order, point) for order, point in enumerate(points)],
        )


def _organisation(one: Entry) -> Organisation:
    status = one.data.get("cooperation_status")
    made, _created = Organisation.objects.update_or_create(
        key=one.key,
        defaults={
            "kind_id": f"organisation_kind:{one.data['kind']}",
            "cooperation_status_id": status and f"cooperation_status:{status}",
            "bound_by_secrecy": one.data.get("bound_by_secrecy", False),
            "source": one.source,
            "confidence": one.confidence,
        },
    )
    return made


def _units(organisation: Organisation, units: Iterable[dict[str, Any]]) -> dict[str, Unit]:
    kept = {}
    for unit in units:
        kept[unit["key"]], _created = Unit.objects.update_or_create(
            organisation=organisation,
            key=unit["key"],
            defaults={"name_da": unit["name"]["da"], "name_en": unit["name"]["en"], "retired_on": None},
        )
    gone = organisation.units.exclude(key__in=kept).filter(retired_on=None)
    gone.update(retired_on=legal_today())
    return kept


def _name(organisation: Organisation, name: dict[str, Any]) -> OrganisationName:
    return OrganisationName(
        organisation=organisation,
        name_da=name["da"],
        name_en=name.get("en", ""),
        short=name.get("short", ""),
        since=date.fromisoformat(name["since"]),
        until=day(name.get("until")),
    )


def _ownership(organisation: Organisation, owner: Organisation, period: dict[str, Any]) -> Ownership:
    return Ownership(
        organisation=organisation,
        owner=owner,
        since=date.fromisoformat(period["since"]),
        until=day(period.get("until")),
        source=period.get("source", ""),
        confidence=period.get("confidence", ""),
    )


def _contact_point(
    organisation: Organisation, units: dict[str, Unit], order: int, point: dict[str, Any]
) -> ContactPoint:
    label = point.get("label", {})
    return ContactPoint(
        organisation=organisation,
        unit=units.get(point.get("unit", "")),
        kind_id=f"contact_kind:{point['kind']}",
        value=point["value"],
        label_da=label.get("da", ""),
        label_en=label.get("en", ""),
        public=point.get("public", False),
        order=order,
    )


def _replace(model: type[models.Model], organisation: Organisation, rows: Sequence[models.Model]) -> None:
    """Put these rows in the place of the old ones, which nothing refers to; the same rows are left alone."""
    old = model._default_manager.filter(organisation=organisation)
    if {_content(row) for row in old} != {_content(row) for row in rows}:
        old.delete()
        model._default_manager.bulk_create(rows)


def _content(row: models.Model) -> tuple[Any, ...]:
    own = [field.attname for field in row._meta.concrete_fields if field.name not in {"id", "created_at"}]
    return tuple(getattr(row, name) for name in own)


register(Section("organisations", SCHEMA, load=load))
