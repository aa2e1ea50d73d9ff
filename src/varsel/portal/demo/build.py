"""Builds one demonstration in an empty folder; run as a process of its own by `varsel demo`."""

import os
import signal
import sys
from pathlib import Path


def build(directory: Path, scale: int, seed: int) -> None:
    """Databases, pack, users, cases and reports; says what it is at, from the beginning."""
    os.environ["VARSEL_MODE"] = "demo"
    from varsel.base.kernel.setup import django

    django(directory)
    from django.db import connections

    from varsel.base.kernel.packs.legal_days import legal_today
    from varsel.portal.demo import counts, fill, invented, people, reports
    from varsel.portal.demo.progress import stage
    from varsel.portal.instance import bring_up_to_date

    fill.in_haste()
    with stage("Databases and country pack"):
        for _step in bring_up_to_date():
            pass
    with stage("People and their roles"):
        _mark_as_demonstration()
        users = people.fill_the_parts()
        cast = fill.Cast.gathered(users, people.the_unit(), legal_today())
    cases = list(invented.people(seed, today=cast.today, scale=scale or None))
    with stage("Invented cases", len(cases)) as reached:
        for done in fill.fill(cases, cast):
            reached(done)
    with stage("Referrals, and what came of them"):
        reports.fill(cast)
    with stage("Counts and estimates"):
        counts.fill(users)
    for connection in connections.all():
        connection.close()


def _mark_as_demonstration() -> None:
    from varsel.base.kernel.models import Instance

    instance = Instance.current()
    instance.is_demonstration = True
    instance.save(update_fields=["is_demonstration"])


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it at once: what is unfinished is thrown away
    build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
