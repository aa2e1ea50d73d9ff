"""Country packs: what differs from country to country, as data with a schema, a source and a date.

Importing this package needs no database; `entry`, `entries`, `diff` and `load` do.
"""

from varsel.base.kernel.packs.changes import Change, Diff
from varsel.base.kernel.packs.errors import PackError, PackErrors
from varsel.base.kernel.packs.loading import diff, load, loaded
from varsel.base.kernel.packs.pack import Pack, folder, names, read_pack, time_zone
from varsel.base.kernel.packs.sections import Entry, Section, register, sections
from varsel.base.kernel.packs.stored import entries, entry

__all__ = [
    "Change",
    "Diff",
    "Entry",
    "Pack",
    "PackError",
    "PackErrors",
    "Section",
    "diff",
    "entries",
    "entry",
    "folder",
    "load",
    "loaded",
    "names",
    "read_pack",
    "register",
    "sections",
    "time_zone",
]
