"""What an auditor is told of a subject: its kind in plain words and the number people know it by.

Rooms put their kinds in when the house starts, so that nothing here knows them. Never a person's name, never
what stands in a case.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Key = tuple[str, UUID]
Found = TypeVar("Found")
ByIds = Callable[[Collection[UUID]], Mapping[UUID, Found]]


@dataclass(frozen=True)
class Kind:
    """What a room tells of its subjects, each answer in one query for all ids asked.

    `numbers` gives the numbers by id, `find` the id of a number as somebody types it, `units` the unit each
    belongs to, `together` what else is held about the same person.
    """

    name: "str | Promise"
    numbers: ByIds[str] = lambda ids: {}
    find: Callable[[str], UUID | None] = lambda typed: None
    units: ByIds[UUID] = lambda ids: {}
    together: Callable[[UUID], list[Key]] = lambda subject_id: []


@dataclass(frozen=True)
class Label:
    """A subject as auditors see it; `number` is "" where people know it by none."""

    kind: str
    subject_id: UUID
    name: "str | Promise"
    number: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.number}".strip()


_kinds: dict[str, Kind] = {}
_UNKNOWN = Kind(_("Something else"))


def register(kind: str, told: Kind) -> None:
    """Put a kind in; a second one of the same name replaces the first."""
    _kinds[kind] = told


def kind_of(kind: str) -> Kind:
    return _kinds.get(kind, _UNKNOWN)


def labels(subjects: Iterable[Key]) -> dict[Key, Label]:
    """The label of each subject; one query for each kind among them."""
    found: dict[Key, Label] = {}
    for kind, ids in _by_kind(subjects).items():
        told = kind_of(kind)
        numbers = told.numbers(ids)
        found |= {(kind, one): Label(kind, one, told.name, numbers.get(one, "")) for one in ids}
    return found


def units(subjects: Iterable[Key]) -> dict[Key, UUID]:
    """The unit of each subject that belongs to one; one query for each kind among them."""
    return {
        (kind, one): unit for kind, ids in _by_kind(subjects).items() for one, unit in kind_of(kind).units(ids).items()
    }


def find(typed: str) -> Key | None:
    """The subject that is known by this number, whatever its kind."""
    for kind, told in _kinds.items():
        if found := told.find(typed):
            return kind, found
    return None


def about_the_same_person(subject: Key) -> list[Key]:
    """The subject, and what else is held about the same person."""
    return [subject, *kind_of(subject[0]).together(subject[1])]


def _by_kind(subjects: Iterable[Key]) -> dict[str, set[UUID]]:
    ids: dict[str, set[UUID]] = defaultdict(set)
    for kind, subject_id in subjects:
        ids[kind].add(subject_id)
    return ids
