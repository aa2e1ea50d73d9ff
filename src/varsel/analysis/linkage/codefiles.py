"""Encodings as files: a first line that says what they are, then a one-time id and a code for each person.

The first line tells version, study, last day, fingerprint of the key, digest of the schema, how many persons the file
holds and a checksum, so that the trusted party can refuse what does not belong together or was cut off. The ids are
drawn at random and say nothing; the rows are shuffled, since the order of a list is often the order of its cases.
"""

import hashlib
import json
import secrets
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeVar

import numpy as np
from numpy.typing import NDArray

from varsel.analysis.linkage.encoding import BITS, VERSION, Encoder
from varsel.analysis.linkage.faults import BadList
from varsel.analysis.linkage.files import written
from varsel.analysis.linkage.keys import StudyKey, today
from varsel.analysis.linkage.persons import Person
from varsel.analysis.linkage.schema import Schema

MARK = "#varsel-codes "
COLUMNS = "code_id,code\n"
AT_ONCE = 10_000  # persons encoded at a time, 20 MB
WIDTH = BITS // 8
LONGEST_LINE = 10_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Head:
    """What an encoding says of itself."""

    version: int
    study: str
    expires: str
    key: str
    schema: str
    schema_name: str
    persons: int
    checksum: str


@dataclass(frozen=True)
class Codes:
    """An encoding that was read: its head, and packed codes of shape (persons, BITS / 8), sorted by their bytes.

    Sorted, so that nothing that follows depends on the order of rows.
    """

    name: str
    head: Head
    codes: NDArray[np.uint8]


def encode(
    persons: Iterable[Person], key: StudyKey, schema: Schema, out: Path, seen: Callable[[int], None] = lambda _: None
) -> Head:
    """Write the codes of the persons to `out`, which takes its name when it is whole. `seen`: told how many are done.

    Persons are read and encoded a few thousand at a time. What is made waits in a file without a name, which is gone
    with the process.
    """
    encoder = Encoder(key, schema)
    try:
        spool = tempfile.TemporaryFile(dir=out.parent)  # noqa: SIM115 closed below
    except OSError as error:
        raise BadList("unwritable", str(out), f"it cannot be written: {error.strerror}.") from error
    with spool:
        count = 0
        for some in _some(persons, AT_ONCE):
            spool.write(encoder.codes(some).tobytes())
            count += len(some)
            seen(count)
        return _shuffled(spool, count, key, schema, out)


def _some(items: Iterable[T], count: int) -> Iterator[list[T]]:
    them = iter(items)
    while some := list(islice(them, count)):
        yield some


def _shuffled(spool: BinaryIO, count: int, key: StudyKey, schema: Schema, out: Path) -> Head:
    spool.flush()
    codes = np.memmap(spool, dtype=np.uint8, mode="r", shape=(count, WIDTH))
    order = np.random.default_rng(secrets.randbits(128)).permutation(count)
    ids = secrets.token_bytes(8 * count)
    checksum = hashlib.sha256()
    for line in _lines(codes, order, ids):
        checksum.update(line.encode())
    expires = str(key.expires or "")
    head = Head(
        VERSION, key.study, expires, key.fingerprint, schema.digest, schema.name, count, checksum.hexdigest()[:16]
    )
    with written(out) as file:
        file.write(MARK + json.dumps(asdict(head)) + "\n" + COLUMNS)
        file.writelines(_lines(codes, order, ids))
    return head


def _lines(codes: NDArray[np.uint8], order: NDArray[np.intp], ids: bytes) -> Iterator[str]:
    for at, row in enumerate(order):
        yield f"{ids[8 * at : 8 * at + 8].hex()},{b64encode(codes[row].tobytes()).decode()}\n"


def read_codes(path: Path, name: str) -> Codes:
    """The encoding in the file. BadList if it is none, another version, past its last day, cut off or changed."""
    try:
        with path.open(encoding="ascii", newline="") as file:
            head = _head(file.readline(LONGEST_LINE), path)
            if file.readline(LONGEST_LINE) != COLUMNS:
                raise _damaged(path)
            return Codes(name, head, _sorted(file, head, path))
    except OSError as error:
        raise BadList("unreadable", str(path), f"it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise _foreign(path) from error


def _head(line: str, path: Path) -> Head:
    if not line.startswith(MARK):
        raise _foreign(path)
    try:
        told = json.loads(line.removeprefix(MARK))
        version = told["version"]
        head = Head(**told) if version == VERSION else None
        ended = bool(head and head.expires) and date.fromisoformat(told["expires"]) < today()
    except (ValueError, TypeError, KeyError) as error:
        raise _damaged(path) from error
    if head is None:
        remedy = f"version {version!s:.20}, and this programme reads {VERSION}. Encode again, all with one release."
        raise BadList("other_version", str(path), remedy)
    if ended:
        remedy = f"the study ended on {head.expires}. Delete these codes; a new study needs a new key."
        raise BadList("expired_codes", str(path), remedy)
    return head


def _sorted(lines: Iterable[str], head: Head, path: Path) -> NDArray[np.uint8]:
    checksum, found = hashlib.sha256(), []
    for line in lines:
        checksum.update(line.encode())
        found.append(line.rstrip("\n").partition(",")[2])
    if len(found) != head.persons or checksum.hexdigest()[:16] != head.checksum:
        raise _damaged(path)
    if not found:
        raise BadList("empty_list", str(path), "no person stands in it; leave out a list that nobody is on.")
    raw = sorted(b64decode(code) for code in found)
    return np.frombuffer(b"".join(raw), dtype=np.uint8).reshape(-1, WIDTH)


def _foreign(path: Path) -> BadList:
    remedy = "this is no encoding. It is made at home by: varsel encode PERSONS.csv --secret-file KEY --out CODES.csv."
    return BadList("not_codes", str(path), remedy)


def _damaged(path: Path) -> BadList:
    return BadList("damaged", str(path), "rows are missing or changed on the way; ask for this encoding once more.")


def refuse_strangers(lists: Sequence[Codes]) -> None:
    """BadList if encodings were not made for one another, with the reason and the remedy, or are one and the same."""
    first = lists[0]
    for other in lists[1:]:
        if other.head.schema != first.head.schema:
            raise _unlike("other_schema", first, other, "schemas", "agree on one schema file and encode again.")
        if (other.head.study, other.head.expires) != (first.head.study, first.head.expires):
            raise _unlike("other_study", first, other, "studies", "use the key of one study and encode again.")
        if other.head.key != first.head.key:
            remedy = "compare the fingerprints (varsel study-key fingerprint KEY) and encode again with one key."
            raise _unlike("other_key", first, other, "keys", remedy)
    for at, one in enumerate(lists):
        if twice := next((other for other in lists[:at] if np.array_equal(other.codes, one.codes)), None):
            remedy = f"the same list as {twice.name}; give each organisation's list once."
            raise BadList("same_list", one.name, remedy)


def _unlike(code: str, first: Codes, other: Codes, what: str, remedy: str) -> BadList:
    return BadList(code, f"{first.name} and {other.name}", f"made with different {what}, so nothing agrees: {remedy}")
