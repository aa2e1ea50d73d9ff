"""What counts and their lists are called: the house's own names in the reader's language, typed ones as typed."""

from django.utils.translation import gettext as _

from varsel.base.kernel.codes import labels
from varsel.knowledge.estimates import words
from varsel.knowledge.estimates.models import Snapshot
from varsel.knowledge.estimates.sentences import EXAMPLE_LISTS, EXAMPLE_PLACES

OTHERS = "others"  # the one list of all kinds of organisation that hold few persons


def title(snapshot: Snapshot) -> str:
    """What the snapshot is called; by its period where nobody gave it a name."""
    if snapshot.origin == Snapshot.Origin.PUBLISHED and snapshot.title in EXAMPLE_PLACES:
        return _("%(place)s (published example)") % {"place": EXAMPLE_PLACES[snapshot.title]}
    return snapshot.title or _("Own cases, %(period)s") % {"period": words.days(snapshot.since, snapshot.until)}


def of_kinds() -> dict[str, str]:
    """What the list of each kind of organisation is called until somebody calls it otherwise."""
    return {**labels("organisation_kind"), OTHERS: _("Other organisations")}


def of_lists(snapshot: Snapshot) -> dict[str, str]:
    """What each list is called, by the name under which it is kept and computed with; no query where all are typed."""
    if snapshot.origin == Snapshot.Origin.PUBLISHED:
        return {one["name"]: str(EXAMPLE_LISTS.get(one["name"], one["name"])) for one in snapshot.lists}
    kinds = of_kinds() if any(one.get("kind") for one in snapshot.lists) else {}
    return {one["name"]: kinds.get(one.get("kind", ""), one["name"]) for one in snapshot.lists}
