"""Reads for the auditors' pages, one file a noun."""
