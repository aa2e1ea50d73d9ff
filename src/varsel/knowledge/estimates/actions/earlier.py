"""What was released before: the same persons are not released twice, since two protected tables undo each other."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from varsel.analysis.estimation import OverlapTable
from varsel.base.kernel.refusals import Refusal
from varsel.knowledge.estimates.models import Estimate, Release, ReleaseStep, Snapshot
from varsel.knowledge.estimates.rules import counting

Kind = ReleaseStep.Kind


def refuse_second(estimate: Estimate) -> None:
    """Refuse what has a release that was not declined or withdrawn, or whose persons another release may count."""
    ended = ReleaseStep.objects.filter(kind__in=(Kind.DECLINED, Kind.WITHDRAWN), successor=None)
    own = estimate.releases.exclude(steps__in=ended).first()
    if own:
        raise Refusal(
            "released_already",
            remedy=_("This estimate has the release %(reference)s. Go on with that one, or withdraw it first.")
            % {"reference": own.reference},
        )
    refuse_overlapping(estimate)


def refuse_overlapping(estimate: Estimate) -> None:
    """Refuse where another release, published or proposed, counts the centre's own cases of these years and lists."""
    if estimate.snapshot.origin != Snapshot.Origin.FACTS:
        return
    standing = ReleaseStep.objects.filter(kind__in=(Kind.PROPOSED, Kind.PUBLISHED), successor=None)
    others = Release.objects.filter(
        steps__in=standing, kind=Release.Kind.ESTIMATE, estimate__snapshot__origin=Snapshot.Origin.FACTS
    ).exclude(estimate=estimate)
    for other in others.select_related("estimate__snapshot"):
        if may_share(estimate.snapshot, other.estimate.snapshot):
            raise Refusal(
                "released_overlap",
                remedy=_(
                    "The release %(reference)s counts persons of the same time from the same organisations. From the "
                    "two tables together small numbers could be worked out. Withdraw that one first, or choose a "
                    "period that does not overlap with it."
                )
                % {"reference": other.reference},
            )


def may_share(one: Snapshot, other: Snapshot) -> bool:
    """Whether the two may count the same registrations: an organisation and a day in common."""
    (first, last), (since, until) = _period(one), _period(other)
    return first <= until and since <= last and bool(_organisations(one) & _organisations(other))


def _period(of: Snapshot) -> tuple[date, date]:
    ends = [day for day in (of.until, of.cut_off) if day]
    return of.since or date.min, min(ends, default=date.max)


def _organisations(of: Snapshot) -> set[str]:
    return {key for one in of.lists for key in one["organisations"]}


def refuse_own_counts(table: OverlapTable) -> None:
    """Refuse a table from outside that holds the counts of one frozen here, whatever its lists are called."""
    counts = _counts(table)
    for frozen in Snapshot.objects.filter(origin=Snapshot.Origin.FACTS).only("lists", "cells"):
        names = [one["name"] for one in frozen.lists]
        for part in ("", *counting.parts(frozen.cells)):
            if _counts(counting.table(names, frozen.cells, part)) == counts:
                raise Refusal(
                    "own_counts",
                    field="file",
                    remedy=_("These are counts of the centre's own cases. Use the frozen counts they come from."),
                )


def _counts(table: OverlapTable) -> list[int]:
    return sorted(int(count) for count in table.counts if count)
