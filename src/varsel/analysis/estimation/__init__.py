"""Multiple systems estimation: how many persons are on no list, judged from how the lists overlap.

Every estimate carries its reasons for doubt, and refusing to estimate is a result. Needs NumPy and SciPy alone.
The methods beside the stepwise one are loaded when they are first asked for, as parts of SciPy load slowly.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from varsel.analysis.estimation.estimating import estimate
from varsel.analysis.estimation.existence import Verdict
from varsel.analysis.estimation.fitting import Fit
from varsel.analysis.estimation.models import fit_model
from varsel.analysis.estimation.reading import read_table
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.results import Doubt, Estimate
from varsel.analysis.estimation.tables import OverlapTable, from_persons

if TYPE_CHECKING:
    from varsel.analysis.estimation.all_models import best_by_bic
    from varsel.analysis.estimation.decomposable import average_over_graphs
    from varsel.analysis.estimation.latent_classes import estimate_by_latent_classes
    from varsel.analysis.estimation.planning import Assumption, plan
    from varsel.analysis.estimation.strata import Strata, estimate_by_stratum, from_memberships, read_strata

LATE = {
    "Assumption": "planning", "Strata": "strata", "average_over_graphs": "decomposable", "best_by_bic": "all_models",
    "estimate_by_stratum": "strata", "from_memberships": "strata", "estimate_by_latent_classes": "latent_classes",
    "plan": "planning", "read_strata": "strata",
}  # fmt: skip

__all__ = [
    "Assumption",
    "BadTable",
    "Doubt",
    "Estimate",
    "Fit",
    "OverlapTable",
    "Strata",
    "Verdict",
    "average_over_graphs",
    "best_by_bic",
    "estimate",
    "estimate_by_latent_classes",
    "estimate_by_stratum",
    "fit_model",
    "from_memberships",
    "from_persons",
    "plan",
    "read_strata",
    "read_table",
]


def __getattr__(name: str) -> Any:
    if name not in LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{LATE[name]}"), name)
