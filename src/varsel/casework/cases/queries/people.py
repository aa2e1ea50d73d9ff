"""What follows from what is known of a person."""

from datetime import date

from varsel.casework.cases.models import Person
from varsel.casework.cases.rules.assessment import age_on, is_child


def birth_date_of(person: Person) -> date | None:
    """The date of birth, opened for a computation; pages never see it this way."""
    sealed = person.birth_date
    return date.fromisoformat(sealed.open("age")) if sealed is not None else None


def counts_as_child(person: Person, on: date) -> bool:
    return is_child(birth_date=birth_date_of(person), birth_year=person.birth_year, marked=person.may_be_child, on=on)


def age_of(person: Person, on: date) -> int | None:
    return age_on(birth_date=birth_date_of(person), birth_year=person.birth_year, on=on)
