"""Sealed fields and files, the key ring, and a data key for each person."""
