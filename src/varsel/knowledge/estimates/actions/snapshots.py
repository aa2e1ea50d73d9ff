"""Freezing counts: of the centre's own facts, or of a table that was made elsewhere."""

import io
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from varsel.analysis.estimation import OverlapTable, read_table
from varsel.base.accounts.models import User
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.queries import facts
from varsel.knowledge.estimates.actions.earlier import refuse_own_counts
from varsel.knowledge.estimates.models import Snapshot
from varsel.knowledge.estimates.rules import counting
from varsel.knowledge.estimates.rules.counting import ListOf
from varsel.knowledge.estimates.rules.examples import Example


@transaction.atomic
def freeze(
    *,
    by: User,
    title: str,
    definition: str,
    lists: Sequence[ListOf],
    cut_off: date | None = None,
    since: date | None = None,
    until: date | None = None,
    covariate: str = "",
) -> Snapshot:
    """Count the persons of the definition by the lists they are on, as the facts stood on the cut-off day."""
    day = cut_off or legal_today()
    _refuse_wrong_lists(lists)
    if day > legal_today():
        raise Refusal("in_future", field="cut_off", remedy=_("Choose today or an earlier day."))
    if since and until and until < since:
        raise Refusal("ends_before_start", field="until", remedy=_("Choose a last day that is not before the first."))
    counted = counting.count(counting.persons(facts(on=day), definition, since, until), lists, covariate)
    if not counted.cells:
        raise Refusal(
            "nobody_counted", remedy=_("Nobody of this definition and period is on these lists. Widen one of them.")
        )
    made = Snapshot.objects.create(
        origin=Snapshot.Origin.FACTS,
        title=title,
        definition=definition,
        since=since,
        until=until,
        cut_off=day,
        covariate=covariate,
        lists=[{"name": one.name, "organisations": sorted(one.organisations), "kind": one.kind} for one in lists],
        cells=counted.cells,
        on_no_list=counted.on_no_list,
        taken_by=by,
    )
    record(Verb.ESTIMATE_FREEZE, by=by, subject=made, purpose="statistics")
    return made


@transaction.atomic
def bring_in(
    *, by: User, title: str, table: OverlapTable, source: str, origin: Snapshot.Origin, is_public: bool = False
) -> Snapshot:
    """Keep an overlap table from outside as a snapshot; it was read and checked before.

    Refused where it holds counts frozen here: brought in again they would be released beside themselves.
    """
    if table.size > counting.MOST_LISTS:
        raise _too_many()
    if origin == Snapshot.Origin.OUTSIDE:
        refuse_own_counts(table)
    made = Snapshot.objects.create(
        origin=origin,
        title=title,
        source=source,
        is_public=is_public,
        lists=[{"name": name, "organisations": []} for name in table.lists],
        cells=counting.cells_of(table),
        taken_by=by,
    )
    record(Verb.ESTIMATE_FREEZE, by=by, subject=made, purpose="statistics")
    return made


def bring_in_example(*, by: User, example: Example) -> Snapshot:
    """Keep a published table from the literature, under its key and the letters of the paper."""
    return bring_in(
        by=by,
        title=example.key,
        table=read_table(io.StringIO(example.csv)),
        source=example.source,
        origin=Snapshot.Origin.PUBLISHED,
        is_public=True,
    )


def _refuse_wrong_lists(lists: Sequence[ListOf]) -> None:
    if len(lists) < 2:
        raise Refusal(
            "too_few_lists", remedy=_("Name at least two lists, better three: one list cannot overlap with itself.")
        )
    if len(lists) > counting.MOST_LISTS:
        raise _too_many()


def _too_many() -> Refusal:
    return Refusal(
        "too_many_lists",
        remedy=_(
            "A page estimates from at most six lists. Put organisations of one kind together, or use the command line."
        ),
    )
