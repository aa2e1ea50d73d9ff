"""Reads of casework: for pages, for lists and for statistics."""

from varsel.casework.cases.queries.facts import FactRow, facts

__all__ = ["FactRow", "facts"]
