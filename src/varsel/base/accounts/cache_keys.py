"""The names of counters in the cache: keyed hashes, since allauth puts addresses into them (ADR 75)."""

from varsel.base.kernel.sealing.blind import blind_bucket


def keyed(key: str, prefix: str, version: int) -> str:
    """Django's KEY_FUNCTION: the same name for the same key, and no way back from it."""
    return blind_bucket("cache", f"{prefix}:{version}:{key}")
