"""Reports to the invented centre, what it did with them, and what it shares: so that something waits for everybody."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from varsel.base.accounts.models import User
from varsel.base.kernel.actor import ANONYMOUS
from varsel.casework.cases import access
from varsel.casework.cases import actions as cases
from varsel.casework.cases.rules.assessment import Status
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals import actions
from varsel.casework.referrals.actions.outreach import add_visit, open_suspicion
from varsel.casework.referrals.rules.situation import Sender
from varsel.casework.referrals.rules.triage import Outcome
from varsel.portal.demo.fill import Cast, describe, interview, pass_on
from varsel.portal.demo.invented import InventedPerson, Stage
from varsel.portal.demo.people import PARTS
from varsel.portal.demo.told import REPORTS, SUSPICIONS, Answered, Report

QUESTION = "Er det sket mere end én gang? (Opdigtet spørgsmål.)"
REPLY = "Ja, flere gange, mest om aftenen. (Opdigtet svar.)"
REASON = "Opdigtet begrundelse."
ADVICE = "Tak. Ring til os, hvis du ser det igen; ved akut fare 112. (Opdigtet råd.)"
SHARED_PARTS = (CasePart.PERSON, CasePart.SITUATION, CasePart.PERIOD)
SHARED_WITH = (("police_partner", "investigation"), ("ngo_partner", "support"))
SHARED_DAYS = (3, 20, 45)
NAMES = cycle(("Hejre", "Falk", "Drossel", "Birk", "Hassel", "Røn"))
WAITING_PERSON = InventedPerson(
    name="",
    sex="woman",
    age=27,
    citizenship="TH",
    residence="no_lawful_stay",
    form="prostitution",
    first_contact=date.min,
    interviewed=date.min,
    decided=date.min,
    outcome="",
    referred_by="",
    in_danger=False,
    is_extended=False,
    is_overdue=False,
    stage=Stage.INTERVIEWED,
    elements=("act_recruitment", "means_deception", "purpose_sexual"),
)
FIRST_ANSWER = {
    Answered.ADVICE: Outcome.ADVICE,
    Answered.NO_ACTION: Outcome.NO_ACTION,
    Answered.PROPOSED: Outcome.PROPOSED,
    Answered.APPROVED: Outcome.PROPOSED,
    Answered.REJECTED: Outcome.PROPOSED,
}
THEN = {Answered.APPROVED: Outcome.APPROVED, Answered.REJECTED: Outcome.REJECTED}


@transaction.atomic
def fill(cast: Cast) -> None:
    """Send every report, answer it, keep the street worker's suspicions, share and pass on some of the cases."""
    for report in sorted(REPORTS, key=lambda one: -one.hours):
        _answer(report, _sent(report, cast), cast)
    for suspicion in SUSPICIONS:
        _keep(*suspicion, cast=cast)
    _share(cast)


def _sent(report: Report, cast: Cast) -> actions.Sent:
    """As if it had come in some hours ago: nobody's inbox fills within one second."""
    partner = cast.users.get(report.sender)
    told = {
        "sender": Sender.PARTNER if partner else Sender(report.sender),
        "created_at": timezone.now() - timedelta(hours=report.hours),
        "place": report.place,
        "narrative": f"{report.seen} (Opdigtet henvendelse.)",
        "signs": list(report.signs),
        "danger": "no",
        **report.more,
    }
    return actions.send(key=uuid4(), told=told, by=partner or ANONYMOUS, language="da")


def _answer(report: Report, sent: actions.Sent, cast: Cast) -> None:
    """What the hotline, the caseworker and the lead made of it."""
    referral, hotline, worker = sent.referral, cast.users["hotline"], cast.worker
    if report.answered is Answered.WAITS:
        return
    actions.begin_reading(referral=referral, by=hotline)
    if report.answered in (Answered.ASKED, Answered.REPLIED):
        actions.write_to_sender(referral=referral, by=hotline, text=QUESTION)
    if report.answered is Answered.REPLIED:
        actions.answer(referral=referral, by=ANONYMOUS, text=REPLY)
    if report.answered is Answered.ADVICE:
        actions.write_to_sender(referral=referral, by=hotline, text=ADVICE, is_question=False)
    if report.answered in (Answered.OPENED, Answered.WITH_DECIDER):
        _open(report, sent, cast)
    elif report.answered is Answered.JOINED:
        cases.join_referral(_open_cases(worker)[0], by=worker, referral=referral, after=None)
    else:
        _decide(report, sent, cast)


def _open(report: Report, sent: actions.Sent, cast: Cast) -> None:
    """A case grows out of the report; some have been passed on to the Immigration Service and wait there."""
    came = cast.today - timedelta(days=report.hours // 24)
    person = replace(WAITING_PERSON, name=next(NAMES), first_contact=came, interviewed=cast.today, decided=cast.today)
    case = cases.open_from_referral(
        sent.referral, by=cast.worker, after=None, unit=cast.unit, working_name=person.name, opened_on=came
    )
    if report.answered is Answered.WITH_DECIDER:
        describe(case, person, cast)
        interview(case, person, cast)
        pass_on(case, cast.organisations["dis"], person, cast)


def _decide(report: Report, sent: actions.Sent, cast: Cast) -> None:
    """Advice, no further action, or a proposal to pass it on, which the lead then decides."""
    outcome = FIRST_ANSWER.get(report.answered)
    if outcome is None:
        return
    is_passed_on = outcome is Outcome.PROPOSED
    child = report.more.get("child") == "yes"
    recipient = cast.organisations["police_oestjylland" if child else "labour_inspection"]
    ground = "child_in_danger" if child else "authority_needs_it"
    decision = actions.triage(
        referral=sent.referral,
        outcome=outcome,
        by=cast.worker,
        after=None,
        reason=REASON,
        recipient=recipient if is_passed_on else None,
        ground=ground if is_passed_on else "",
    )
    if then := THEN.get(report.answered):
        lead = cast.users["unit_lead"]
        actions.triage(referral=sent.referral, outcome=then, by=lead, after=decision.pk, reason=REASON)


def _open_cases(worker: User) -> Sequence[cases.Case]:
    found = access.own_cases(worker).exclude(status=Status.CLOSED)
    return list(found.select_related("person", "unit").order_by("-opened_on", "number")[:40])


def _share(cast: Cast) -> None:
    """Some of the youngest cases are open to the police and to an NGO, in part, for a purpose, until a day."""
    young = iter(_open_cases(cast.worker))
    for role, purpose in SHARED_WITH:
        organisation = cast.organisations[_organisation_of(role)]
        for days, case in zip(SHARED_DAYS, young, strict=False):
            consent = cases.give_consent(
                case,
                by=cast.worker,
                purpose=cast.codes["consent_purpose:sharing"],
                text_version="demo",
                evidence="oral",
                recipient=organisation,
            )
            cases.share(
                case,
                by=cast.worker,
                organisation=organisation,
                parts=SHARED_PARTS,
                purpose=cast.codes[f"sharing_purpose:{purpose}"],
                last_day=cast.today + timedelta(days=days),
                consent=consent,
            )


def _keep(
    first_name: str, place: str, next_visit: int, visits: Sequence[tuple[int, Sequence[str], str]], *, cast: Cast
) -> None:
    """A suspicion of the street worker, with its visits."""
    worker = cast.users["street_worker"]
    suspicion = open_suspicion(by=worker, first_name=first_name, place=place)
    for days, signs, note in visits:
        planned = cast.today + timedelta(days=next_visit)
        on = cast.today - timedelta(days=days)
        add_visit(suspicion=suspicion, by=worker, on=on, signs=signs, note=note, next_visit=planned)


def _organisation_of(role: str) -> str:
    return next(part.organisation for part in PARTS if part.role == role)
