"""What is known of the person: description, residence, identity."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.base.actors.models import Organisation
from varsel.base.audit.actions import record
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.models import Code
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.sealing.blind import blind_index
from varsel.base.kernel.sealing.fields import open_all
from varsel.casework.cases.actions.projections import locked, not_in_future, refresh, refuse_if_closed
from varsel.casework.cases.models import Case, Citizenship, Person, Registration, Stay

IDENTITY_FIELDS = ("names", "birth_date", "cpr", "document_number", "contact")
DESCRIPTION_FIELDS = ("working_name", "sex", "birth_year", "is_age_uncertain", "may_be_child")
PURPOSES = ("contact", "assessment", "authority", "return", "check")


@transaction.atomic
def describe_person(
    case: Case, *, by: User, version: int, citizenships: Sequence[Code] | None = None, **changes: object
) -> Person:
    """Write what is known of the person; `changes` are names of description or identity fields."""
    case = locked(case)
    _check_names(changes)
    _check_birth_date(str(changes.get("birth_date") or ""))
    person = case.person.save_if_unchanged(version, **changes, **_indexes(changes))
    if citizenships is not None:
        _set_citizenships(person, citizenships)
    for other in Case.objects.filter(person=person):
        refresh(other)
    record(Verb.PERSON_DESCRIBE, by=by, subject=case, purpose="casework", fields=sorted(changes))
    return person


def _check_names(changes: Mapping[str, object]) -> None:
    if unknown := set(changes) - {*IDENTITY_FIELDS, *DESCRIPTION_FIELDS}:
        raise TypeError(f"not a field of a person: {', '.join(sorted(unknown))}")


def _check_birth_date(typed: str) -> None:
    try:
        born = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise Refusal("no_such_date", field="birth_date", remedy=_("Write a date that exists.")) from None
    if born and born > timezone.localdate():
        raise Refusal("born_in_future", field="birth_date", remedy=_("The date of birth lies in the future."))


def _indexes(changes: Mapping[str, object]) -> dict[str, str]:
    """The blind indexes that follow a changed number."""
    pairs = {"cpr": "cpr_index", "document_number": "document_index"}
    changed = {name: str(changes[name] or "") for name in pairs if name in changes}
    return {pairs[name]: blind_index(f"person.{name}", value) for name, value in changed.items()}


def _set_citizenships(person: Person, countries: Sequence[Code]) -> None:
    person.citizenships.exclude(country__in=countries).delete()
    for country in countries:
        Citizenship.objects.get_or_create(person=person, country=country)


@transaction.atomic
def set_residence(case: Case, *, by: User, status: Code, since: date | None) -> Stay:
    """Record the residence status that holds from a day on; from a day not known (None) until one that is."""
    case = locked(case)
    refuse_if_closed(case)
    not_in_future(since, "since")
    if since is None and case.person.stays.exclude(since=None).exists():
        raise Refusal(
            "since_missing",
            field="since",
            remedy=_("Another status holds from a day. Write from which day this one does, if need be from today."),
        )
    stay = Stay.objects.create(person=case.person, status=status, since=since)
    record(Verb.PERSON_RESIDENCE, by=by, subject=case, purpose="casework", fields=["residence_status"])
    return stay


@transaction.atomic
def register(person: Person, *, by: User, organisation: Organisation, on: date | None = None) -> Registration:
    """Note that an organisation has the person on its list; once for each organisation."""
    registration, _made = Registration.objects.get_or_create(
        person=person, organisation=organisation, defaults={"on": on or timezone.localdate()}
    )
    return registration


@transaction.atomic
def open_identity(case: Case, *, by: User, purpose: str) -> dict[str, str]:
    """The person's identity in clear, for one of the purposes; the opening is an event of its own."""
    if purpose not in PURPOSES:
        raise Refusal("purpose_missing", field="purpose", remedy=_("Say what you open the identity for."))
    person = Person.objects.get(pk=case.person_id)
    values = open_all([getattr(person, name) for name in IDENTITY_FIELDS], f"identity:{purpose}")
    record(Verb.IDENTITY_OPEN, by=by, subject=case, purpose=purpose, fields=IDENTITY_FIELDS)
    return dict(zip(IDENTITY_FIELDS, values, strict=True))
