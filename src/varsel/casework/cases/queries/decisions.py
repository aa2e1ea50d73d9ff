"""Who decides a case, what stands in its file, and what has been decided."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from varsel.base.actors.models import Organisation
from varsel.base.kernel.models import PackEntry
from varsel.casework.cases.access import shares_of_case
from varsel.casework.cases.models import Assessment, Case, Person, SituationElement, Stay
from varsel.casework.cases.rules import competence as rules

SECTION = "competence"


@dataclass(frozen=True)
class Competence:
    """The body that decides, the rule that says so, and the residence status (code id) it follows from."""

    organisation: Organisation
    rule: rules.CompetenceRule
    residence_status: str

    def is_written_by(self, organisation_id: UUID | None) -> bool:
        """Whether people of this organisation write the decision down."""
        return Organisation.objects.filter(pk=organisation_id, key=self.rule.writer).exists()


def competence_rules(on: date) -> list[rules.CompetenceRule]:
    """The rules of who decides that are in force on a day."""
    return [
        rules.CompetenceRule.from_pack(
            entry.key, entry.data, entry.cited, entry.confidence, (entry.valid_from, entry.valid_to)
        )
        for entry in PackEntry.objects.on(on).filter(section=SECTION)
    ]


def residence_on(person: Person, on: date) -> str | None:
    """The residence status (code id) that held on a day, as far as it is recorded."""
    stays = [rules.Stay(stay.status_id, stay.since or date.min) for stay in person.stays.all()]
    stay = rules.stay_on(stays, on)
    return stay.status if stay else None


def stay_on_day(on: date, person: str = "person") -> Subquery:
    """The residence status (code id) that held on a day, as `residence_on` has it, for a list; `person` names the
    field that leads to the person."""
    begun = Stay.objects.filter(Q(since=None) | Q(since__lte=on), person=OuterRef(person))
    latest = begun.order_by(F("since").desc(nulls_last=True), "-created_at", "-id")
    return Subquery(latest.values("status")[:1])


def statuses_decided_by(organisation_id: UUID | None, on: date) -> list[str]:
    """The residence statuses (code ids) for which this organisation itself decides on a day."""
    key = Organisation.objects.filter(pk=organisation_id).values_list("key", flat=True).first()
    mine = [rule for rule in competence_rules(on) if key and rule.decides == rule.writer == key]
    return [f"residence_status:{status}" for rule in mine for status in rule.statuses]


def competence(case: Case, on: date) -> Competence | None:
    """Who decides this case on a day; None where the residence status is unknown or no rule covers it."""
    status = residence_on(case.person, on)
    rule = status and rules.competent(competence_rules(on), status.partition(":")[2], on)
    if not status or not rule:
        return None
    return Competence(Organisation.objects.get(key=rule.decides), rule, status)


def is_passed_on_to(case: Case, organisation_id: UUID | None) -> bool:
    """Whether the case lies with that body now: passed on to it, and neither taken back nor closed."""
    return shares_of_case(case).filter(organisation=organisation_id).exclude(passing_on=None).exists()


def lies_with(case: Case, organisation_id: UUID | None) -> bool:
    """Whether the organisation has the case: it is its own, or it was passed on to it."""
    return case.unit.organisation_id == organisation_id or is_passed_on_to(case, organisation_id)


def elements_of(case: Case) -> QuerySet[SituationElement]:
    """The acts, means and purposes in the file, without those of corrected situations."""
    return SituationElement.objects.filter(situation__case=case, situation__corrected_by=None).select_related(
        "code", "observer", "situation__form"
    )


def latest_assessment(case: Case) -> Assessment | None:
    """The decision that stands: the one nothing follows."""
    standing = Assessment.objects.filter(case=case, successor=None)
    return standing.select_related("outcome", "organisation", "decided_by").first()
