"""Exact search without reading: an HMAC of the normalised value.

Only for values that nobody can list (a CPR or passport number with its country); never for sex, country or name.
"""

import hashlib
import hmac
import unicodedata

from varsel.base.kernel.sealing.keyring import keyring


def normalised(value: str) -> str:
    """The value's letters and digits, without case, spaces, hyphens or typographic variants."""
    return "".join(c for c in unicodedata.normalize("NFKC", value).casefold() if c.isalnum())


def blind_index(kind: str, value: str) -> str:
    """64 hex digits that are equal exactly if kind and normalised value are; "" for an empty value."""
    plain = normalised(value)
    if not plain:
        return ""
    return hmac.new(keyring().blind_key(), f"{kind}:{plain}".encode(), hashlib.sha256).hexdigest()


def blind_bucket(kind: str, value: str) -> str:
    """64 hex digits that are equal exactly if kind and value are the same, sign by sign.

    For counting per address and the like, where `blind_index` would put 1.11.1.1 and 11.1.1.1 together.
    """
    return hmac.new(keyring().blind_key(), f"bucket:{kind}:{value}".encode(), hashlib.sha256).hexdigest()
