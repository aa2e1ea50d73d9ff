"""Differentially private synthetic microdata for small, wide tables of categories.

    from varsel.analysis.synthesis import Mode, examined, read_domain, read_table, synthesize

    table = read_table("persons.csv", read_domain("domain.yaml"))
    made = synthesize(table, epsilon=4, mode=Mode.TEST, seed=1)
    made.verdict, examined(table, made, seed=1).utility

The method, its sources and its limits stand in docs/analysis/synthesis.md. A release goes through the ledger: `spend`
first, or the command `varsel synthesize`.
"""

from pathlib import Path

from varsel.analysis.synthesis.accounting import epsilon_of, rho_of
from varsel.analysis.synthesis.attack import Attack, Rate, attacked
from varsel.analysis.synthesis.domain import Column, Domain
from varsel.analysis.synthesis.domain_files import domain_from, read_domain
from varsel.analysis.synthesis.example import example_domain, example_table
from varsel.analysis.synthesis.ledger import Ledger, Spending, read_ledger, spend
from varsel.analysis.synthesis.refusals import BadInput
from varsel.analysis.synthesis.release import Examination, Mode, Synthesis, examined, synthesize
from varsel.analysis.synthesis.report import released_part, report_of
from varsel.analysis.synthesis.tables import Table, csv_text, domain_of, read_text, table_of
from varsel.analysis.synthesis.utility import Utility, utility_of
from varsel.analysis.synthesis.verdict import Verdict

__all__ = [
    "Attack", "BadInput", "Column", "Domain", "Examination", "Ledger", "Mode", "Rate", "Spending", "Synthesis",
    "Table", "Utility", "Verdict", "attacked", "csv_text", "domain_from", "epsilon_of", "examined", "example_domain",
    "example_table", "read_domain", "read_ledger", "read_table", "released_part", "report_of", "rho_of", "spend",
    "synthesize", "utility_of",
]  # fmt: skip


def read_table(path: str | Path, domain: Domain | None = None) -> Table:
    """A CSV file as a table; without a domain, one is read from the data, which is for experiments only.

    Raises BadInput, with the line, on whatever is no such table.
    """
    text = read_text(Path(path))
    return table_of(text, domain or domain_of(text))
