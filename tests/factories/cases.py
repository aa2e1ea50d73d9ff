"""Persons and cases for tests; rows that follow from an act are made by the act itself."""

import secrets
from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from tests.factories.actors import LONG_AGO, OrganisationFactory, UnitFactory, code
from tests.factories.referrals import PartnerReferralFactory, TriageFactory
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission
from varsel.base.actors.models import Organisation, Unit
from varsel.base.kernel.models import PackEntry
from varsel.base.kernel.sealing.datakeys import new_data_key
from varsel.casework.cases import actions
from varsel.casework.cases.models import (
    Case,
    CaseReferral,
    ConflictOfInterest,
    Consent,
    Person,
    Share,
    Situation,
    SituationElement,
    TeamMember,
)
from varsel.casework.cases.rules.numbers import new_number
from varsel.casework.cases.rules.parts import CasePart
from varsel.casework.referrals.models import Referral
from varsel.casework.referrals.rules.disclosure import Status
from varsel.casework.referrals.rules.triage import Outcome

CENTRE = "test_centre"
DECIDER = "test_immigration_service"
COURTS = "test_courts"
AT_THE_CENTRE = [
    Permission.CASE_LIST,
    Permission.CASE_READ,
    Permission.CASE_CREATE,
    Permission.CASE_WORK,
    Permission.CASE_NOTE,
    Permission.CASE_ASSESS,
    Permission.CASE_PASS_ON,
    Permission.CASE_SHARE,
    Permission.CLOCK_START,
    Permission.CLOCK_EXTEND,
    Permission.IDENTITY_OPEN,
]
LEADING = [*AT_THE_CENTRE, Permission.CASE_LEAD, Permission.CASE_ASSIGN]
DECIDING = [
    Permission.CASE_LIST,
    Permission.CASE_READ,
    Permission.CASE_DECIDE,
    Permission.CLOCK_START,
    Permission.CLOCK_EXTEND,
]
PARTNER = [Permission.CASE_LIST, Permission.CASE_READ]


def organisation(key: str) -> Organisation:
    found = Organisation.objects.filter(key=key).first()
    return found or OrganisationFactory(key=key)


def the_rules() -> None:
    """The pack's rules of deadlines and competence, as small as tests need them; codes with them."""
    organisation(CENTRE), organisation(DECIDER)
    _entry(
        "clocks",
        "reflection",
        _clock(DECIDER, ["no_lawful_stay", "asylum_seeker"], is_departure=True),
        "Aliens Act s. 33(14)",
    )
    _entry("clocks", "restitution", _clock(CENTRE, ["eu_citizen"], is_departure=False), "cmm.dk")
    _entry("competence", "lawful", _competence(["eu_citizen"], CENTRE), "bsr-trm.com")
    _entry("competence", "unlawful", _competence(["no_lawful_stay", "asylum_seeker"], DECIDER), "TIP 2022")
    organisation(COURTS)
    _entry("competence", "charged", _competence(["charged"], COURTS) | {"entered_by": CENTRE}, "bm.dk 2022")
    for key in CODES:
        code(key)


CODES = (
    "consent_purpose:passing_on",
    "consent_purpose:sharing",
    "consent_purpose:interview",
    "sharing_purpose:decision",
    "sharing_purpose:support",
    "disclosure_ground:danger_to_life",
    "closing_reason:completed",
    "assessment_outcome:assessed",
    "assessment_outcome:not_assessed",
    "assessment_outcome:withdrawn",
)


def the_duty() -> None:
    """The pack's words on notifying the municipality of a child."""
    words = {
        "label": {"da": "Underretning om et barn", "en": "Notifying the municipality of a child"},
        "text": {"da": "Enhver skal underrette kommunen.", "en": "Anyone must notify the municipality."},
        "law": "Barnets lov §§ 133 og 135",
        "asked_for": "child",
    }
    _entry("duties", "notify_municipality", words, "Barnets lov ss. 133, 135")


def the_roles() -> None:
    """In which role the pack lets somebody act for a child."""
    words = {
        "label": {"da": "Repræsentant", "en": "Representative"},
        "text": {"da": "Barnet får en repræsentant.", "en": "The child gets a representative."},
        "law": "Udlændingeloven § 56 a",
    }
    _entry("representatives", "representative", words, "Aliens Act s. 56 a")


def _clock(decided_by: str, statuses: list[str], *, is_departure: bool) -> dict[str, Any]:
    return {
        "statuses": statuses,
        "label": {"da": "Periode", "en": "Period"},
        "days": 30,
        "cap_days": 120,
        "grounds": ["special_reasons", "cooperates_on_return"],
        "decided_by": decided_by,
        "is_departure": is_departure,
        "starts": {"da": "Fra afgørelsen", "en": "From the decision"},
        "explanation": {"da": "Fristen", "en": "The deadline"},
    }


def _competence(statuses: list[str], decides: str) -> dict[str, Any]:
    because = {"da": f"{decides} afgør", "en": f"{decides} decides"}
    return {"statuses": statuses, "decides": decides, "because": because}


def _entry(section: str, key: str, data: dict[str, Any], source: str) -> None:
    PackEntry.objects.get_or_create(
        section=section, key=key, defaults={"pack": "test", "data": data, "source": source, "confidence": "high"}
    )


def the_unit() -> Unit:
    """The one unit of the test centre that everybody there is in who is in no other."""
    found = Unit.objects.filter(organisation__key=CENTRE, key="the-unit").first()
    return found or UnitFactory(organisation=organisation(CENTRE), key="the-unit")


def caseworker(**more: Any) -> User:
    return UserFactory(organisation=organisation(CENTRE), organisation__unit=the_unit(), may=AT_THE_CENTRE, **more)


def unit_lead(**more: Any) -> User:
    return UserFactory(organisation=organisation(CENTRE), organisation__unit=the_unit(), may=LEADING, **more)


def decider(**more: Any) -> User:
    return UserFactory(organisation=organisation(DECIDER), may=DECIDING, **more)


def partner(of: Organisation | None = None, **more: Any) -> User:
    return UserFactory(organisation=of or OrganisationFactory(), may=PARTNER, **more)


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    data_key_id = factory.LazyFunction(new_data_key)
    working_name = factory.Sequence("Kaldenavn {}".format)


class CaseFactory(DjangoModelFactory[Case]):
    """A bare case, without a team; `opened_case` gives one as an act leaves it."""

    class Meta:
        model = Case

    number = factory.LazyFunction(lambda: new_number(secrets.randbelow))
    person = factory.SubFactory(PersonFactory)
    unit = factory.LazyFunction(the_unit)
    opened_on = LONG_AGO


class TeamMemberFactory(DjangoModelFactory[TeamMember]):
    class Meta:
        model = TeamMember

    case = factory.SubFactory(CaseFactory)
    user = factory.LazyFunction(caseworker)
    since = LONG_AGO


class ConflictFactory(DjangoModelFactory[ConflictOfInterest]):
    class Meta:
        model = ConflictOfInterest

    case = factory.SubFactory(CaseFactory)
    user = factory.LazyFunction(caseworker)
    declared_by = factory.SelfAttribute("user")


class ShareFactory(DjangoModelFactory[Share]):
    """One part opened on a recorded ground."""

    class Meta:
        model = Share

    case = factory.SubFactory(CaseFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    part = CasePart.SITUATION
    purpose = factory.LazyFunction(lambda: code("sharing_purpose:support"))
    since = LONG_AGO
    last_day = date(2027, 12, 31)
    ground = factory.LazyFunction(lambda: code("disclosure_ground:danger_to_life"))
    shared_by = factory.LazyFunction(caseworker)


class SituationFactory(DjangoModelFactory[Situation]):
    class Meta:
        model = Situation

    case = factory.SubFactory(CaseFactory)
    data_key_id = factory.SelfAttribute("case.person.data_key_id")
    form = factory.LazyFunction(lambda: code("exploitation_form:prostitution"))
    place = "En by i Jylland"


class ElementFactory(DjangoModelFactory[SituationElement]):
    class Meta:
        model = SituationElement

    situation = factory.SubFactory(SituationFactory)
    code = factory.LazyFunction(lambda: code("trafficking_element:act_recruitment"))
    observer = factory.LazyFunction(lambda: code("observer:person"))
    basis = "stated"


def opened_case(by: User, *, stay: str = "", **more: Any) -> Case:
    """A case as `open_case` leaves it, with a residence status if one is named."""
    case = actions.open_case(by=by, unit=the_unit(), **more)
    if stay:
        actions.set_residence(case, by=by, status=code(f"residence_status:{stay}"), since=LONG_AGO)
    return case


def consent_to(case: Case, by: User, recipient: Organisation | None, purpose: str = "passing_on") -> Consent:
    return actions.give_consent(
        case,
        by=by,
        purpose=code(f"consent_purpose:{purpose}"),
        text_version="2026-1",
        evidence="written",
        recipient=recipient,
    )


def interviewed(case: Case, by: User, held_on: date = date(2026, 11, 1)) -> None:
    consent = consent_to(case, by, None, "interview")
    actions.hold_interview(
        case, by=by, kind="interview", held_on=held_on, place_kind=code("interview_place:centre"), consent=consent
    )


def grounds(case: Case) -> list[SituationElement]:
    """Act, means and purpose in the file."""
    situation = SituationFactory(case=case, is_main=True)
    codes = [code(f"trafficking_element:{element}_one") for element in ("act", "means", "purpose")]
    return [ElementFactory(situation=situation, code=one) for one in codes]


def passed_on(case: Case, by: User) -> None:
    body = organisation(DECIDER)
    actions.pass_on(case, by=by, organisation=body, consent=consent_to(case, by, body))


def assessed(case: Case, by: User, outcome: str = "assessed", on: date = date(2026, 11, 2), **more: Any) -> Any:
    return actions.assess(
        case,
        by=by,
        outcome=code(f"assessment_outcome:{outcome}"),
        decided_on=on,
        predecessor=more.pop("predecessor", None),
        elements=more.pop("elements", None) or grounds(case),
        reason="Fordi tegnene peger samme vej.",
        **more,
    )


class CaseReferralFactory(DjangoModelFactory[CaseReferral]):
    class Meta:
        model = CaseReferral

    case = factory.SubFactory(CaseFactory)
    referral = factory.SubFactory(PartnerReferralFactory, outcome=Outcome.OPENED, status=Status.CLOSED)


def handed_over_referral(*cases: Case, **more: Any) -> Referral:
    """A referral that these cases took over; without one named, a case of others."""
    referral: Referral = PartnerReferralFactory(outcome=Outcome.OPENED, status=Status.CLOSED, **more)
    TriageFactory(referral=referral, outcome=Outcome.OPENED)
    for case in cases or (CaseFactory(),):
        CaseReferralFactory(case=case, referral=referral)
    return referral
