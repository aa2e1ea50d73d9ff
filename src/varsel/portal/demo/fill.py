"""Fills an empty instance with an invented caseload, by the same acts that people use."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from django.db import connections, transaction

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation, Unit
from varsel.base.kernel.models import Code
from varsel.casework.cases import actions
from varsel.casework.cases.queries.decisions import competence, competence_rules, elements_of
from varsel.casework.cases.rules.competence import CompetenceRule, competent
from varsel.portal.demo.invented import InventedPerson, Stage

AT_ONCE = 50  # cases in one transaction
HISTORY = timedelta(days=365)  # older cases are brought in as an earlier system would have held them
BEFORE_2022 = date(2021, 12, 31)  # since then nobody but the centre holds interviews: another version of the rules
STILL_OPEN = timedelta(days=150)  # younger cases are still being worked on


def in_haste() -> None:
    """While an instance is being built nothing is lost by losing all of it: do not wait for the disk."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous=OFF")


@dataclass(frozen=True)
class Cast:
    """Who acts, and the codes and organisations they need, fetched once."""

    users: Mapping[str, User]
    unit: Unit
    codes: Mapping[str, Code]
    organisations: Mapping[str, Organisation]
    rules: Sequence[CompetenceRule]
    today: date

    @classmethod
    def gathered(cls, users: Mapping[str, User], unit: Unit, today: date) -> "Cast":
        return cls(
            users=users,
            unit=unit,
            codes=Code.objects.in_bulk(),
            organisations={organisation.key: organisation for organisation in Organisation.objects.all()},
            rules=[rule for day in (BEFORE_2022, today) for rule in competence_rules(day)],
            today=today,
        )

    @property
    def worker(self) -> User:
        return self.users["caseworker"]

    def user_of(self, organisation: Organisation) -> User | None:
        """Who acts for that organisation in the demonstration."""
        return next((user for user in self.users.values() if user.organisation_id == organisation.pk), None)


def fill(people: Iterable[InventedPerson], cast: Cast) -> Iterator[int]:
    """Open and work each person's case; yields how many cases stand after each batch."""
    done, waiting = 0, iter(people)
    while batch := list(islice(waiting, AT_ONCE)):
        with transaction.atomic():
            earlier = [person for person in batch if _is_history(person, cast)]
            actions.bring_in([_earlier(person, cast) for person in earlier], by=cast.worker)
            for person in batch:
                if not _is_history(person, cast):
                    _case(person, cast)
        done += len(batch)
        yield done


def _is_history(person: InventedPerson, cast: Cast) -> bool:
    return cast.today - person.decided > HISTORY


def _earlier(person: InventedPerson, cast: Cast) -> actions.EarlierCase:
    rule = competent(cast.rules, person.residence, person.decided)
    if rule is None:
        raise LookupError(f"no rule says who decides for {person.residence}")
    return actions.EarlierCase(
        unit=cast.unit,
        working_name=person.name,
        opened_on=person.first_contact,
        interviewed_on=person.interviewed,
        decided_on=person.decided,
        decided_by=cast.organisations[rule.decides],
        rule=rule.key,
        outcome=f"assessment_outcome:{person.outcome}",
        residence_status=f"residence_status:{person.residence}",
        form=f"exploitation_form:{person.form}",
        sex=f"sex:{person.sex}",
        age=person.age,
        citizenships=[f"country:{person.citizenship}"],
        elements=[f"trafficking_element:{code}" for code in person.elements],
        registered_by=_registers(person, cast),
    )


def _registers(person: InventedPerson, cast: Cast) -> list[Organisation]:
    """The organisations that have the person on their list: who referred her, and who had met her."""
    keys = (person.referred_by, *person.met_by)
    return [cast.organisations[key] for key in keys if key in cast.organisations]


def _case(person: InventedPerson, cast: Cast) -> None:
    case = actions.open_case(
        by=cast.worker,
        unit=cast.unit,
        working_name=person.name,
        opened_on=person.first_contact,
        in_danger=person.in_danger and _is_recent(person, cast),
        may_be_child=person.is_child,
    )
    describe(case, person, cast)
    for organisation in _registers(person, cast):
        actions.register(case.person, by=cast.worker, organisation=organisation, on=person.first_contact)
    if person.stage >= Stage.INTERVIEWED:
        interview(case, person, cast)
    if person.stage >= Stage.DECIDED:
        _decide(case, person, cast)


def _is_recent(person: InventedPerson, cast: Cast) -> bool:
    return cast.today - person.decided < STILL_OPEN


def describe(case: actions.Case, person: InventedPerson, cast: Cast) -> None:
    codes, worker = cast.codes, cast.worker
    actions.describe_person(
        case,
        by=worker,
        version=case.person.version,
        sex=codes[f"sex:{person.sex}"],
        birth_year=person.decided.year - person.age,
        names=f"{person.name} Demo",
        citizenships=[codes[f"country:{person.citizenship}"]],
    )
    status = codes[f"residence_status:{person.residence}"]
    actions.set_residence(case, by=worker, status=status, since=person.first_contact)


def interview(case: actions.Case, person: InventedPerson, cast: Cast) -> None:
    codes, worker = cast.codes, cast.worker
    consent = actions.give_consent(
        case,
        by=worker,
        purpose=codes["consent_purpose:interview"],
        text_version="demo",
        evidence="oral",
        given_on=person.interviewed,
    )
    actions.hold_interview(
        case,
        by=worker,
        kind="interview",
        held_on=person.interviewed,
        place_kind=codes["interview_place:centre"],
        consent=consent,
        summary="Opdigtet samtale. (Invented interview.)",
    )
    form = codes[f"exploitation_form:{person.form}"]
    situation = actions.add_situation(case, by=worker, form=form, is_main=True, country=codes["country:DK"])
    for code in person.elements:
        element, observer = codes[f"trafficking_element:{code}"], codes["observer:centre"]
        actions.add_element(situation, by=worker, code=element, observer=observer, basis="stated")


def _decide(case: actions.Case, person: InventedPerson, cast: Cast) -> None:
    """The decision of the body that the rule names; where nobody plays that body, the case waits for it."""
    case.refresh_from_db()
    body = competence(case, person.decided)
    decider = cast.user_of(body.organisation) if body else None
    if body is None or decider is None:
        return
    if decider.organisation_id != cast.worker.organisation_id:
        pass_on(case, body.organisation, person, cast)
    actions.assess(
        case,
        by=decider,
        outcome=cast.codes[f"assessment_outcome:{person.outcome}"],
        decided_on=person.decided,
        predecessor=None,
        elements=list(elements_of(case)),
        reason="Opdigtet begrundelse. (Invented reason.)",
    )
    if person.outcome == "assessed":
        _period(case, decider, person, cast)
    if not _is_recent(person, cast):
        actions.close_case(case, by=cast.worker, reason=cast.codes["closing_reason:completed"])


def pass_on(case: actions.Case, to: Organisation, person: InventedPerson, cast: Cast) -> None:
    consent = actions.give_consent(
        case,
        by=cast.worker,
        purpose=cast.codes["consent_purpose:passing_on"],
        text_version="demo",
        evidence="oral",
        given_on=person.interviewed,
        recipient=to,
    )
    actions.pass_on(case, by=cast.worker, organisation=to, consent=consent)


def _period(case: actions.Case, decider: User, person: InventedPerson, cast: Cast) -> None:
    """Reflection starts from the Immigration Service's decision, restitution from the centre's."""
    is_own = decider.organisation_id == cast.worker.organisation_id
    clock = "restitution" if is_own else "reflection"
    actions.start_clock(case, by=decider, clock=clock, on=person.decided, asked_on=person.decided)
    last = person.decided + timedelta(days=30)
    if person.is_extended and last <= cast.today:
        actions.extend_clock(
            case, by=decider, clock=clock, on=last, days=30, ground="special_reasons", asked_on=last - timedelta(days=5)
        )
    ended = last + timedelta(days=32 if person.is_extended else 2)
    if ended < cast.today and not (person.is_overdue and _is_recent(person, cast)):
        actions.end_clock(case, by=decider, clock=clock, on=ended)
