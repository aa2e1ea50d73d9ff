"""The kernel's tables, one file a noun."""
