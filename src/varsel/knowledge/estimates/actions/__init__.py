"""What may be done with counts and estimates, one file a noun."""

from varsel.knowledge.estimates.actions.releases import answer, prepare, propose, withdraw
from varsel.knowledge.estimates.actions.runs import run
from varsel.knowledge.estimates.actions.snapshots import bring_in, bring_in_example, freeze

__all__ = ["answer", "bring_in", "bring_in_example", "freeze", "prepare", "propose", "run", "withdraw"]
