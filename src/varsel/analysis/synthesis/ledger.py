"""The privacy ledger of a dataset: what every release has spent, and how much may still be spent.

One file for one dataset, a line of JSON each: first the delta that totals are told at and the cap (or null), then the
releases. Rho adds up over releases (Bun and Steinke 2016), so the total is the epsilon of the sum, less than the sum of
the epsilons. A release is written here, and has reached the disk, before the data are looked at: a process
that is killed has spent its budget, since nobody can know what it showed.
"""

import fcntl
import json
import os
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from varsel.analysis.synthesis.accounting import SLACK, checked, epsilon_of, rho_of
from varsel.analysis.synthesis.refusals import BadInput

KIND = "varsel.synthesis.ledger"


@dataclass(frozen=True)
class Spending:
    """One release: its own epsilon and delta, and the rho that they allow."""

    release: str
    at: str
    epsilon: float
    delta: float
    rho: float


@dataclass(frozen=True)
class Ledger:
    """The releases so far. `cap` is the most that `epsilon` may become, None for no cap."""

    delta: float
    cap: float | None
    releases: tuple[Spending, ...] = ()

    @property
    def rho(self) -> float:
        return sum(release.rho for release in self.releases)

    @property
    def epsilon(self) -> float:
        """The total over all releases, at the ledger's delta."""
        return epsilon_of(self.rho, self.delta)

    def with_another(self, spending: Spending) -> "Ledger":
        """Raises BadInput if the cap does not hold it."""
        after = Ledger(self.delta, self.cap, (*self.releases, spending))
        if self.cap is not None and after.epsilon > self.cap * (1 + SLACK):
            said = f"The releases would add up to epsilon {after.epsilon:.3f}, and the ledger's cap is {self.cap:g}."
            remedy = f"{self.epsilon:.3f} is spent: ask for less, or publish what has been released already."
            raise BadInput("budget_exceeded", said, remedy)
        return after


def read_ledger(path: Path) -> Ledger:
    """The ledger in a file. Raises BadInput with the line if it is no ledger: it is never begun anew by itself."""
    try:
        head, *lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        if head["kind"] != KIND:
            raise ValueError("it is another kind of file")
        releases = tuple(Spending(**line) for line in lines)
        ledger = Ledger(float(head["delta"]), None if head["cap"] is None else float(head["cap"]), releases)
        for spending in releases:
            checked(spending.epsilon, spending.delta)
            if not spending.rho > 0:
                raise ValueError("a release that spent nothing")
        return ledger
    except OSError as error:
        raise BadInput("unreadable", f"Cannot read it: {error.strerror}.", "Check the name.", str(path)) from error
    except (ValueError, KeyError, TypeError) as error:
        said = f"This is not a whole privacy ledger ({error})."
        raise BadInput(
            "ledger_broken", said, "Restore it from a backup: what was spent must not be forgotten.", str(path)
        ) from error


def spend(path: Path, epsilon: float, delta: float, cap: float | None = None) -> tuple[Spending, Ledger]:
    """Write a release of (epsilon, delta) into the ledger, and have it on the disk, before anything is released.

    A new ledger is begun with this delta and cap; later they stand. Raises BadInput if the cap is exceeded or changed.
    """
    spending = Spending(
        str(uuid.uuid4()), datetime.now(UTC).isoformat(timespec="seconds"), epsilon, delta, rho_of(epsilon, delta)
    )
    if cap is not None:
        checked(cap, delta)
    with _alone(path):
        before = read_ledger(path) if path.exists() else Ledger(delta, cap)
        if cap is not None and cap != before.cap:
            said = f"The ledger's cap is {before.cap}, not {cap:g}."
            raise BadInput("cap_changed", said, "The cap is set once, with the first release.", str(path))
        after = before.with_another(spending)
        write_whole(path, _text(after))
    return spending, after


def _text(ledger: Ledger) -> str:
    head: dict[str, Any] = {"kind": KIND, "delta": ledger.delta, "cap": ledger.cap}
    return "".join(json.dumps(line) + "\n" for line in (head, *map(vars, ledger.releases)))


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two releases at once would each see the budget before the other."""
    with open(path.with_name(path.name + ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole and on the disk, or as it was before."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
