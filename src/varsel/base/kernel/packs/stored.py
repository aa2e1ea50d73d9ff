"""Reading what a loaded pack says on a day."""

import datetime

from varsel.base.kernel.models.packs import PackEntry


def entries(section: str, on: datetime.date) -> list[PackEntry]:
    """The entries of a section in force on a day, in the order of their keys."""
    return list(PackEntry.objects.on(on).filter(section=section))


def entry(section: str, key: str, on: datetime.date) -> PackEntry | None:
    """The one in force on a day; None where the pack had none then."""
    return PackEntry.objects.on(on).filter(section=section, key=key).first()
