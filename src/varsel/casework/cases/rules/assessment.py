"""The path of a case and the outcomes of an assessment, as tables.

Outcomes are codes of the pack; those named here carry a rule of law, any other is accepted as it is.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How far a case has come."""

    NEW = "new"
    CLARIFYING = "clarifying"
    WITH_DECIDER = "with_decider"
    DECIDED = "decided"
    CLOSED = "closed"


class Step(StrEnum):
    """What moves a case on."""

    INTERVIEW = "interview"
    PASS_ON = "pass_on"  # noqa: S105
    ASSESS = "assess"
    CLOSE = "close"


_OPEN = (Status.NEW, Status.CLARIFYING, Status.WITH_DECIDER, Status.DECIDED)

# (where it stands, what happens) → where it stands then. What is missing is not allowed.
TRANSITIONS: dict[tuple[Status, Step], Status] = {
    (Status.NEW, Step.INTERVIEW): Status.CLARIFYING,
    (Status.CLARIFYING, Step.INTERVIEW): Status.CLARIFYING,
    (Status.WITH_DECIDER, Step.INTERVIEW): Status.WITH_DECIDER,
    (Status.DECIDED, Step.INTERVIEW): Status.DECIDED,
    (Status.NEW, Step.PASS_ON): Status.WITH_DECIDER,
    (Status.CLARIFYING, Step.PASS_ON): Status.WITH_DECIDER,
    (Status.WITH_DECIDER, Step.PASS_ON): Status.WITH_DECIDER,
    (Status.DECIDED, Step.PASS_ON): Status.WITH_DECIDER,
    (Status.NEW, Step.ASSESS): Status.DECIDED,
    (Status.CLARIFYING, Step.ASSESS): Status.DECIDED,
    (Status.WITH_DECIDER, Step.ASSESS): Status.DECIDED,
    (Status.DECIDED, Step.ASSESS): Status.DECIDED,
    **{(status, Step.CLOSE): Status.CLOSED for status in _OPEN},
}


def after(status: Status, step: Step) -> Status | None:
    """Where the case stands after the step; None when the step is not allowed from there."""
    return TRANSITIONS.get((status, step))


def status_from(steps: Iterable[Step]) -> Status:
    """The status that the recorded steps lead to, in their order; steps that no longer count are passed over."""
    status = Status.NEW
    for step in steps:
        status = after(status, step) or status
    return status


class Outcome(StrEnum):
    """Outcomes that carry a rule."""

    ASSESSED = "assessed"
    NOT_ASSESSED = "not_assessed"
    NOT_ESTABLISHED = "not_established"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPLOITED = "exploitation_without_trafficking"  # Penal Code s. 262 b


class Element(StrEnum):
    """The three elements of trafficking in Penal Code s. 262 a and the Palermo Protocol art. 3."""

    ACT = "act"
    MEANS = "means"
    PURPOSE = "purpose"


def missing_elements(outcome: str, found: Iterable[str], *, child: bool) -> tuple[Element, ...]:
    """The elements the outcome needs and the grounds lack.

    Under 18 no means are needed (Penal Code s. 262 a(2)); exploitation under s. 262 b needs its purpose alone.
    """
    have = set(found)
    return tuple(element for element in _needed(outcome, child) if element not in have)


def _needed(outcome: str, child: bool) -> tuple[Element, ...]:
    if outcome == Outcome.ASSESSED:
        return (Element.ACT, Element.PURPOSE) if child else tuple(Element)
    return (Element.PURPOSE,) if outcome == Outcome.EXPLOITED else ()


def may_follow(outcome: str, earlier: str | None) -> bool:
    """Whether the outcome may be decided after the earlier one: only what was decided can be withdrawn."""
    if outcome == Outcome.WITHDRAWN:
        return earlier not in (None, Outcome.WITHDRAWN)
    return True


ADULT_AT = 18


def is_child(*, birth_date: date | None, birth_year: int | None, marked: bool, on: date) -> bool:
    """Whether the person counts as a child on that day.

    Where the age is uncertain and there are reasons to believe that it is a child, it is presumed to be
    one (Council of Europe Convention art. 10(3)): a mark counts, and so does a birth year that leaves it open.
    """
    if birth_date is not None:
        return _years(birth_date, on) < ADULT_AT
    return marked or (birth_year is not None and on.year - birth_year <= ADULT_AT)


def age_on(*, birth_date: date | None, birth_year: int | None, on: date) -> int | None:
    """Whole years; from a year alone the lower of the two possible ages."""
    if birth_date is not None:
        return _years(birth_date, on)
    return None if birth_year is None else max(0, on.year - birth_year - 1)


def _years(born: date, on: date) -> int:
    """Someone born on 29 February turns a year older on 1 March in ordinary years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_group(age: int | None) -> str:
    """The groups that the centre publishes: under 18, 18-24, 25 and over, not known."""
    if age is None:
        return "unknown"
    if age < ADULT_AT:
        return "under_18"
    return "18_24" if age < 25 else "25_over"
