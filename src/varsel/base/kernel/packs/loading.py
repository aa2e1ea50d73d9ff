"""Loading a pack: all of it or nothing, and once more changes nothing."""

from django.db import transaction
from django.dispatch import Signal

from varsel.base.kernel.actor import Actor
from varsel.base.kernel.models.packs import PackEntry
from varsel.base.kernel.packs.changes import Diff, plan
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.packs.pack import Pack
from varsel.base.kernel.packs.sections import sections

# Sent inside the transaction with `diff` and `by`; the audit listens, as the kernel may not know it.
loaded = Signal()


def diff(pack: Pack) -> Diff:
    """What `load` would change today. Writes nothing."""
    return plan(pack, legal_today())


@transaction.atomic
def load(pack: Pack, *, by: Actor) -> Diff:
    """Bring the store, and every room's own tables, into line with the pack; returns what changed."""
    found = diff(pack)
    _write(found)
    for section in list(sections().values()):
        if section.load is not None:
            section.load(pack.section(section.name), by)
    if found:
        loaded.send(sender=Pack, diff=found, by=by)
    return found


def _write(found: Diff) -> None:
    """Ends before beginnings, so that no two versions of an entry are open at once."""
    for change in found.changes:
        if change.ends is not None:
            change.ends.save()
        if change.drops is not None:
            change.drops.delete()
    PackEntry.objects.bulk_create([change.begins for change in found.changes if change.begins is not None])
