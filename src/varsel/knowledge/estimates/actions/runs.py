"""Running the method over a snapshot. The fact is written at the end: what was stopped has left nothing."""

import math
import time
from importlib.metadata import version
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from varsel.analysis.estimation import BadTable, OverlapTable, estimate
from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.refusals import Refusal
from varsel.knowledge.estimates.models import Estimate, Snapshot
from varsel.knowledge.estimates.rules import counting

MOST_REPLICATES = 1000
LONGEST = 20.0  # seconds a page may keep a worker; the command line may take as long as it likes


@transaction.atomic
def run(
    *, by: User, snapshot: Snapshot, part: str = "", threshold: float = 0.02, bootstrap: int = 1000, seed: int = 1
) -> Estimate:
    """Estimate from the snapshot, or from one part of it; a table that cannot be estimated from is a result too."""
    if bootstrap > MOST_REPLICATES:
        raise Refusal("too_many_replicates", field="bootstrap", remedy=_("A page computes at most 1,000 replicates."))
    names = [one["name"] for one in snapshot.lists]
    try:
        table = counting.table(names, snapshot.cells, part)
    except KeyError:
        raise Refusal("unknown_part", field="part", remedy=_("Choose a part that the snapshot has.")) from None
    deadline = Deadline(command("overlaps-internal.csv", threshold=threshold, bootstrap=bootstrap, seed=seed))
    made = Estimate.objects.create(
        snapshot=snapshot,
        part=part,
        threshold=threshold,
        bootstrap=bootstrap,
        seed=seed,
        versions=versions(),
        result=computed(table, deadline, threshold=threshold, bootstrap=bootstrap, seed=seed),
        made_by=by,
    )
    record(Verb.ESTIMATE_MAKE, by=by, subject=made, purpose="statistics")
    return made


def versions() -> dict[str, str]:
    """What it was computed with."""
    return {name: version(name) for name in ("varsel", "numpy", "scipy")}


def command(file: str, *, threshold: float, bootstrap: int, seed: int) -> str:
    """What computes the same from the file on the command line, where it may take as long as it likes."""
    return f"varsel estimate {file} --threshold {threshold:g} --bootstrap {bootstrap} --seed {seed}"


class Deadline:
    """The one end of all that a page computes, LONGEST from now; past it the refusal names the command instead."""

    def __init__(self, instead: str) -> None:
        self._end = time.monotonic() + LONGEST
        self._instead = instead

    def left(self) -> float:
        """The seconds left, more than none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise self.passed()
        return seconds

    def passed(self) -> Refusal:
        return Refusal(
            "took_too_long",
            remedy=_("This takes too long for a page. Choose fewer lists, or use the command line: %(command)s")
            % {"command": self._instead},
        )


def computed(table: OverlapTable, deadline: Deadline, *, threshold: float, bootstrap: int, seed: int) -> dict[str, Any]:
    """The library's answer as it is kept; {"refused": …} for a table that it does not take."""

    def watch(*_done: Any) -> None:
        deadline.left()

    try:
        found = estimate(table, threshold=threshold, bootstrap=bootstrap, seed=seed, progress=watch)
    except BadTable as bad:
        return {"refused": {"code": bad.code, "place": bad.place, "remedy": bad.remedy}}
    return dict(_plain(found.as_dict()))


def _plain(value: Any) -> Any:
    """JSON has no infinity and no NaN: they become null."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
