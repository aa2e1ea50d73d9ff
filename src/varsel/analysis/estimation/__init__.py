"""Multiple systems estimation: how many persons are on no list, judged from how the lists overlap.

Every estimate carries its reasons for doubt, and refusing to estimate is a result. Needs NumPy and SciPy alone.
"""

from varsel.analysis.estimation.estimating import estimate
from varsel.analysis.estimation.existence import Verdict
from varsel.analysis.estimation.fitting import Fit
from varsel.analysis.estimation.models import fit_model
from varsel.analysis.estimation.reading import read_table
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt, Estimate
from varsel.analysis.estimation.tables import OverlapTable, from_persons

__all__ = [
    "BadTable",
    "Doubt",
    "Estimate",
    "Fit",
    "OverlapTable",
    "Verdict",
    "estimate",
    "fit_model",
    "from_persons",
    "read_table",
]
