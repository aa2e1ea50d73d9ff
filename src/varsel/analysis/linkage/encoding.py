"""Persons as keyed codes of 1,024 bits: near for the same person, and silent without the key.

A cryptographic long-term key (Schnell, Bachteler and Reiher, A Novel Error-Tolerant Anonymous Linking Code, 2011)
with these choices against the attacks known since (Niedermeyer and others 2014; Christen and others 2017, 2018;
Vidanage and others 2020), each of them part of the version that every encoding carries:

- positions come from HMAC-SHA-512 under a key of their own for each schema, one after the other, not by double
  hashing, whose few patterns betrayed single pairs of letters ("random hashing", Schnell and Borgs 2016);
- every field sets about the same number of bits whatever its length, so that the number of ones says little;
- all fields go into one filter of 2,048 bits, so that a frequent name has no code of its own;
- the filter is not handed out: each bit of the code is the sum modulo 2 of `MIXED` of its bits, chosen by the key
  (diffusion: Armknecht, Heng and Schnell 2023; XOR-folding, Schnell and Borgs 2016, is the case of two).
"""

import hmac
import secrets
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.keys import StudyKey
from varsel.analysis.linkage.persons import Person
from varsel.analysis.linkage.schema import Field, Schema
from varsel.analysis.linkage.tokens import tokens

VERSION = 1
FILTER = 2048  # bits of the filter that never leaves
BITS = 1024  # bits of the code
SET = 0.45  # bits set by all fields together, as a share of the filter; a third of it is ones in the end
UNKNOWN = 0.35  # the share of ones of a filter without a value, as of any other
MIXED = 3  # bits of the filter in each bit of the code

Bits = NDArray[np.bool_]


class Encoder:
    """Encodes persons under one key and schema; the positions of a token are computed once.

    With a different key, study, expiry or schema the codes have nothing in common.
    """

    def __init__(self, key: StudyKey, schema: Schema, mixed: int = MIXED) -> None:
        self._schema = schema
        self._secret = key.derived("codes", str(VERSION), schema.digest)
        self._chosen = _chosen(self._secret, mixed)
        weights = sum(field.weight for field in schema.fields if field.kind != "aliases")
        self._bits = {field: field.weight / weights * SET * FILTER for field in schema.fields}
        self._positions: dict[str, NDArray[np.intp]] = {}

    def codes(self, persons: Sequence[Person]) -> NDArray[np.uint8]:
        """One packed code for each person: array of shape (persons, BITS / 8).

        Persons of whom nothing is known get a code drawn at random: they are like nobody, not like one another.
        """
        filters = np.zeros((len(persons), FILTER), dtype=bool)
        for at, field in enumerate(self._schema.fields):
            if field.kind != "aliases":
                self._set(filters, field, [person.values[at] for person in persons])
        unknown = ~filters.any(axis=1)
        filters[unknown] = np.random.default_rng(secrets.randbits(128)).random((unknown.sum(), FILTER)) < UNKNOWN
        found = filters[:, self._chosen[0]]
        for chosen in self._chosen[1:]:
            found ^= filters[:, chosen]
        return np.packbits(found, axis=1)

    def _set(self, filters: Bits, field: Field, values: Sequence[str]) -> None:
        """Set the bits of one field in all the filters: the fewer tokens share them, the more each has of its own."""
        pieces = {value: tokens(field, value) for value in set(values)}
        numbers: dict[str, int] = {}
        tokens_ = np.array([numbers.setdefault(t, len(numbers)) for value in values for t in pieces[value]], dtype=int)
        lengths = np.array([len(pieces[value]) for value in values])
        rows = np.repeat(np.arange(len(values)), lengths)
        each = np.maximum(1, np.rint(self._bits[field] / np.repeat(lengths, lengths))).astype(int)
        positions = [self._of(token, round(self._bits[field])) for token in numbers]
        table = np.array(positions, dtype=np.intp)
        for count in np.unique(each):
            those = each == count
            filters[np.repeat(rows[those], count), table[tokens_[those], :count].ravel()] = True

    def _of(self, token: str, count: int) -> NDArray[np.intp]:
        """The positions of a token, as many as a field has bits; one row serves fields of different weights."""
        if len(self._positions.get(token, ())) < count:
            self._positions[token] = _stream(self._secret, token, count)
        return self._positions[token][:count]


def _stream(secret: bytes, told: str, count: int) -> NDArray[np.intp]:
    """`count` numbers from 0 to FILTER - 1, uniform since FILTER divides 65,536."""
    blocks = -(-2 * count // 64)
    raw = b"".join(hmac.digest(secret, f"{block}:{told}".encode(), "sha512") for block in range(blocks))
    return np.frombuffer(raw, dtype=">u2")[:count].astype(np.intp) % FILTER


def _chosen(secret: bytes, mixed: int) -> list[NDArray[np.intp]]:
    """Which bits of the filter each bit of the code sums up: `mixed` arrays of BITS, no bit twice in two of them."""
    rounds = -(-mixed * BITS // FILTER)
    seeds = (hmac.digest(secret, f"mixing:{at}".encode(), "sha512") for at in range(rounds))
    shuffled = [np.random.Generator(np.random.Philox(int.from_bytes(s[:16], "big"))).permutation(FILTER) for s in seeds]
    return list(np.concatenate(shuffled).reshape(-1, BITS)[:mixed])
