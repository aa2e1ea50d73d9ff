"""Multiple systems estimation: how many persons are on no list, judged from how the lists overlap.

Every estimate carries its reasons for doubt, and refusing to estimate is a result. Needs NumPy and SciPy alone.
"""

from varsel.analysis.estimation.reading import read_table
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.tables import OverlapTable, from_persons

__all__ = ["BadTable", "OverlapTable", "from_persons", "read_table"]
