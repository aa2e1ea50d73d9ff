"""What lists need of a case, computed from its facts: written by every act, and compared with them by a check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.kernel.refusals import Refusal
from varsel.casework.cases.models import Assessment, Case, Interview, PassingOn, Share
from varsel.casework.cases.models.cases import NEVER
from varsel.casework.cases.queries.clocks import clocks_of
from varsel.casework.cases.queries.people import counts_as_child
from varsel.casework.cases.rules.assessment import Status, Step, after, status_from
from varsel.casework.cases.rules.clocks import next_deadline


@dataclass(frozen=True)
class Projection:
    """The columns of a case that follow from its facts."""

    status: str
    due: date
    due_clock: str
    is_child: bool


def locked(case: Case) -> Case:
    """The case as it stands, held until the transaction ends, so that two acts on it come one after the other."""
    return Case.objects.select_for_update(of=("self",)).select_related("person", "unit__organisation").get(pk=case.pk)


def allow(case: Case, step: Step) -> None:
    """Refuse a step that the path of the case does not have from where it stands."""
    if after(Status(case.status), step) is None:
        raise Refusal("case_closed", remedy=_("The case is closed. Open it again first."))


def not_in_future(day: date | None, field: str) -> None:
    """Refuse a day that has not come yet: a fact is recorded when it has happened."""
    if day and day > timezone.localdate():
        raise Refusal("in_future", field=field, remedy=_("That day has not come yet. Record it when it has happened."))


def refuse_if_closed(case: Case) -> None:
    if case.is_closed:
        raise Refusal("case_closed", remedy=_("The case is closed. Open it again first."))


def refresh(case: Case) -> None:
    """Write the projection that the facts give; called by every act that changes them."""
    found = projection(case)
    for name, value in vars(found).items():
        setattr(case, name, value)
    case.save(update_fields=list(vars(found)))


def projection(case: Case) -> Projection:
    deadline = next_deadline(clocks_of(case))
    return Projection(
        status=_status(case),
        due=deadline.on if deadline else NEVER,
        due_clock=deadline.clock if deadline else "",
        is_child=counts_as_child(case.person, timezone.localdate()),
    )


def _status(case: Case) -> Status:
    last = case.closings.last()
    if last is not None and not last.is_reopening:
        return Status.CLOSED
    return status_from(step for _when, step in sorted(_steps(case), key=lambda found: found[0]))


def _steps(case: Case) -> Iterator[tuple[datetime, Step]]:
    held = Interview.objects.filter(case=case, kind=Interview.Kind.INTERVIEW)
    yield from ((when, Step.INTERVIEW) for when in held.values_list("created_at", flat=True))
    # What was taken back, or was closed with its consent, lies with the deciding body no longer.
    passed = PassingOn.objects.filter(Exists(Share.objects.filter(passing_on=OuterRef("pk"), end=None)), case=case)
    yield from ((when, Step.PASS_ON) for when in passed.values_list("created_at", flat=True))
    decided = Assessment.objects.filter(case=case)
    yield from ((when, Step.ASSESS) for when in decided.values_list("created_at", flat=True))


def check_projections() -> list[UUID]:
    """The cases whose stored columns differ from what their facts give; [] when all agree."""
    cases = Case.objects.select_related("person").iterator(chunk_size=500)
    return [case.pk for case in cases if projection(case) != _stored(case)]


def _stored(case: Case) -> Projection:
    # A child comes of age without an act, so the mark is renewed by the next act and not compared.
    return Projection(case.status, case.due, case.due_clock, counts_as_child(case.person, timezone.localdate()))
