"""Record linkage: the same person in several lists, with names or without exchanging them.

With names (`named_pairs`): Splink's comparisons on DuckDB, learnt without labels. Without names: each organisation
encodes its list under the key of a study (`encode`), a trusted party compares the codes (`keyed_pairs`). Both give
pairs of rows with probabilities; `persons` makes persons of them, `overlap` the table that an estimate of the hidden
number begins with, and `drawn_overlaps` with `combined` carries into it what is not known about the links.
"""

from varsel.analysis.linkage.codefiles import Codes, encode, read_codes, refuse_strangers
from varsel.analysis.linkage.encoding import Encoder
from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.folding import folded, skeleton
from varsel.analysis.linkage.keyed import keyed_pairs
from varsel.analysis.linkage.keys import StudyKey, destroy_key, new_key, read_key
from varsel.analysis.linkage.named.model import named_pairs
from varsel.analysis.linkage.overlaps import Overlap, overlap, protected, write_overlap
from varsel.analysis.linkage.pairs import Pair, Reason, Row, one_to_one, persons
from varsel.analysis.linkage.persons import Person, read_persons
from varsel.analysis.linkage.schema import DEFAULT, Field, Schema, read_schema
from varsel.analysis.linkage.uncertainty import Combined, combined, drawn_overlaps

__all__ = [
    "DEFAULT", "BadList", "Codes", "Combined", "Encoder", "Field", "Overlap", "Pair", "Person", "Reason", "Row",
    "Schema", "StudyKey", "combined", "destroy_key", "drawn_overlaps", "encode", "folded", "keyed_pairs",
    "named_pairs", "new_key", "one_to_one", "overlap", "persons", "protected", "read_codes", "read_key",
    "read_persons", "read_schema", "refuse_strangers", "skeleton", "write_overlap",
]  # fmt: skip
