"""Releasing an estimate: prepared from protected counts, proposed by one person, published by another."""

import secrets
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from varsel.analysis.estimation import OverlapTable
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.blind import blind_bucket
from varsel.knowledge.estimates.access import sees_small_numbers
from varsel.knowledge.estimates.actions.earlier import refuse_overlapping, refuse_second
from varsel.knowledge.estimates.actions.runs import Deadline, command, computed, versions
from varsel.knowledge.estimates.documents import document
from varsel.knowledge.estimates.models import Estimate, Release, ReleaseStep, Snapshot
from varsel.knowledge.estimates.rules import counting, protection, results
from varsel.knowledge.statistics.queries import threshold

Kind = ReleaseStep.Kind
FOLLOWS: dict[str, str] = {Kind.PUBLISHED: Kind.PROPOSED, Kind.DECLINED: Kind.PROPOSED, Kind.WITHDRAWN: Kind.PUBLISHED}


@transaction.atomic
def prepare(*, by: User, estimate: Estimate) -> Release:
    """Protect the counts and estimate from them anew; what cannot be estimated is prepared as that sentence.

    Refused where the totals of the lists, which other statistics give, would lead back to a small cell; where
    another release counts the same persons; and where it takes longer than a page may.
    """
    refuse_second(estimate)
    if not results.is_publishable(estimate.result):
        return _prepared(by, estimate, Release.Kind.NOT_ESTIMABLE, base=1)
    exact = table_of(estimate)
    base = 1 if estimate.snapshot.is_public else threshold(legal_today())
    shown = protected(exact, base)
    how = {"bootstrap": estimate.bootstrap, "seed": estimate.seed}
    deadline = Deadline(command("overlaps-internal.csv", threshold=estimate.threshold, **how))
    if base > 1:
        _refuse_given_away(by, exact, shown, base, deadline)
    result = computed(shown, deadline, threshold=estimate.threshold, **how)
    if not results.is_publishable(result):
        raise Refusal(
            "not_publishable_when_protected",
            remedy=_(
                "With the counts rounded, the method does not stand by its number any more. The lists overlap too "
                "little to be published: put lists together, take more years, or release nothing."
            ),
        )
    return _prepared(by, estimate, Release.Kind.ESTIMATE, base=base, table=shown, result=result)


def table_of(estimate: Estimate) -> OverlapTable:
    """The counts that the estimate was made from, as they are."""
    names = [one["name"] for one in estimate.snapshot.lists]
    return counting.table(names, estimate.snapshot.cells, estimate.part)


def protected(table: OverlapTable, base: int) -> OverlapTable:
    """The counts as they may be shown; the same cell is always rounded the same way: asking twice tells no more."""

    def draw(pattern: int, count: int) -> float:
        names = "|".join(sorted(name for place, name in enumerate(table.lists) if pattern >> place & 1))
        return int(blind_bucket("estimates.rounding", f"{base}|{names}|{count}")[:13], 16) / 16**13

    return protection.rounded(table, base, draw)


def _refuse_given_away(by: User, exact: OverlapTable, shown: OverlapTable, base: int, deadline: Deadline) -> None:
    try:
        cells = protection.given_away(exact, shown, base, threshold(legal_today()), deadline.left)
    except TimeoutError:
        raise deadline.passed() from None
    if cells:
        which = f" ({'; '.join(cells)})" if sees_small_numbers(by) else ""
        raise Refusal(
            "cells_given_away",
            remedy=_(
                "Whoever knows how many are on each list could work out small numbers in the table%(which)s. "
                "Put lists together or take more years."
            )
            % {"which": which},
        )


def _prepared(
    by: User,
    estimate: Estimate,
    kind: Release.Kind,
    *,
    base: int,
    table: OverlapTable | None = None,
    result: Any = None,
) -> Release:
    reference = secrets.token_hex(4)
    made = Release.objects.create(
        estimate=estimate,
        reference=reference,
        kind=kind,
        base=base,
        table=counting.csv_of(table) if table else "",
        document=document(estimate, reference, base=base, versions=versions(), table=table, result=result),
        prepared_by=by,
    )
    record(Verb.ESTIMATE_PREPARE, by=by, subject=made, purpose="statistics")
    return made


@transaction.atomic
def propose(*, by: User, release: Release) -> ReleaseStep:
    """Ask a second person to publish it."""
    if release.kind == Release.Kind.ESTIMATE:
        refuse_overlapping(release.estimate)  # two may have been prepared before either was proposed
    return _step(by, release, Kind.PROPOSED, Verb.ESTIMATE_PROPOSE)


@transaction.atomic
def answer(*, by: User, release: Release, publish: bool, compared: bool = False) -> ReleaseStep:
    """Publish what somebody else proposed, or decline it.

    Counts that one person said were public go out as they are only when a second has compared them with the source.
    """
    if by.pk in {release.prepared_by_id, *release.steps.values_list("by", flat=True)}:
        raise Refusal(
            "own_release", remedy=_("A second person answers: somebody who neither prepared nor proposed it.")
        )
    if publish and claimed_public(release) and not compared:
        raise Refusal(
            "not_compared",
            field="compared",
            remedy=_("Compare the table with its published source first, and say that you have. Or decline it."),
        )
    return _step(by, release, Kind.PUBLISHED if publish else Kind.DECLINED, Verb.ESTIMATE_ANSWER)


def claimed_public(release: Release) -> bool:
    """Whether the counts go out as they are because whoever brought them in says that they were published before."""
    outside = release.estimate.snapshot.origin == Snapshot.Origin.OUTSIDE
    return release.kind == Release.Kind.ESTIMATE and release.base == 1 and outside


@transaction.atomic
def withdraw(*, by: User, release: Release) -> ReleaseStep:
    """Take a published estimate off the public page. Who has downloaded it keeps it."""
    return _step(by, release, Kind.WITHDRAWN, Verb.ESTIMATE_WITHDRAW)


def _step(by: User, release: Release, kind: Kind, verb: Verb) -> ReleaseStep:
    if not by.has(Permission.ESTIMATE_RELEASE):
        raise Refusal("not_a_releaser", remedy=_("Only somebody whose role allows it may release an estimate."))
    last = release.steps.filter(successor=None).first()
    if (last.kind if last else None) != FOLLOWS.get(kind):
        raise _overtaken()
    try:
        with transaction.atomic():
            made = ReleaseStep.objects.create(release=release, predecessor=last, kind=kind, by=by)
    except IntegrityError:  # the step has a successor by now: of two at once one succeeds
        raise _overtaken() from None
    record(verb, by=by, subject=release, purpose="statistics")
    return made


def _overtaken() -> Refusal:
    return Refusal("decided_meanwhile", remedy=_("Somebody has answered meanwhile. See what stands now."))
