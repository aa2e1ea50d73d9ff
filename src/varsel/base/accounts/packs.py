"""The section `roles` of country packs."""

from collections.abc import Sequence

from varsel.base.accounts.models import Role
from varsel.base.accounts.permissions import Permission
from varsel.base.kernel.actor import Actor
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.sections import WORDS, Entry, Section, entry, listed, register

_TEXTS = ("label", "description")
SCHEMA = entry(
    {
        "label": WORDS,
        "description": WORDS,
        "permissions": listed({"enum": [permission.value for permission in Permission]}),
    },
    required="*",
)


def load(entries: Sequence[Entry], by: Actor) -> None:
    """Bring roles into line with the pack; what it no longer names is retired and allows nothing any more."""
    for order, one in enumerate(entries):
        words = {
            f"{text}_{language}": one.data[text][language]
            for text in ("label", "description")
            for language in ("da", "en")
        }
        Role.objects.update_or_create(
            key=one.key,
            defaults={**words, "permissions": sorted(one.data["permissions"]), "order": order, "retired_on": None},
        )
    gone = Role.objects.exclude(key__in=[one.key for one in entries]).filter(retired_on=None)
    gone.update(retired_on=legal_today())


register(Section("roles", SCHEMA, load=load))
