"""One chosen model on one table."""

import numpy as np

from varsel.analysis.estimation.existence import Judge, Verdict
from varsel.analysis.estimation.fitting import Fit, Pairs, fit, fits, stack_of
from varsel.analysis.estimation.refusals import BadTable
from varsel.analysis.estimation.tables import OverlapTable

REMEDIES = {
    Verdict.NO_FINITE_ESTIMATE: "No number fits it best: the patterns that nobody has let it run away. Leave out a "
    "pair, or a list.",
    Verdict.NOT_IDENTIFIABLE: "Many numbers fit it equally well. Leave out a pair, or a list.",
}


def fit_model(table: OverlapTable, pairs: Pairs) -> Fit:
    """Fit the model with main effects and the interactions of these pairs (columns, the lower first) to one table.

    Raises BadTable for pairs that are none, and for a model whose estimate does not exist or is not the only one.
    """
    stack = stack_of(table.size, table.counts[None, :])
    if unknown := [pair for pair in pairs if pair not in stack.terms.pairs]:
        raise BadTable("unknown_pair", f"pair {unknown[0]}", f"Two of the columns 0 to {table.size - 1}, lower first.")
    stack.chosen[:] = stack.terms.with_pairs(pairs)
    verdict = Judge(stack.terms).verdict(stack.counts[0] > 0, stack.chosen[0], stack.margins[0])
    if verdict is not Verdict.EXISTS:
        raise BadTable(verdict.value, "the model", REMEDIES[verdict])
    fit(stack, np.arange(1))
    return fits(stack)[0]
