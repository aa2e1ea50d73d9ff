"""Which values a table may hold: the domain. It is public, decided before anybody looks at the data.

A domain read from the data would itself tell who is there (the one citizen of a small country). A release therefore
needs a domain file; see `domain_files`. A structural zero is a combination that cannot occur, such as a child who is
married by law: no synthetic person has it, and a real one that has it is refused.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from varsel.analysis.synthesis.fitting import fit
from varsel.analysis.synthesis.inference import Floats
from varsel.analysis.synthesis.refusals import BadInput, shown
from varsel.analysis.synthesis.tree import Columns, largest

MISSING = ""  # an empty field is a category of its own
MOST_COLUMNS, MOST_CATEGORIES, MOST_CELLS = 100, 500, 4_000


@dataclass(frozen=True)
class Column:
    """A column, its categories in order, and the category that takes every other value (None: they are refused)."""

    name: str
    categories: tuple[str, ...]
    other: str | None = None

    @cached_property
    def places(self) -> dict[str, int]:
        return {category: place for place, category in enumerate(self.categories)}


Rule = Mapping[str, Sequence[str]]  # column: the categories that cannot all occur together


@dataclass(frozen=True)
class Domain:
    """The columns in their order, and the structural zeros. Raises BadInput where they contradict one another."""

    columns: tuple[Column, ...]
    impossible: tuple[Rule, ...] = ()

    def __post_init__(self) -> None:
        _check_columns(self.columns)
        for number, rule in enumerate(self.impossible, 1):
            self._check_rule(rule, f"impossible, rule {number}")
        if self.impossible:
            self._check_what_is_left()

    @cached_property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    @cached_property
    def sizes(self) -> list[int]:
        return [len(column.categories) for column in self.columns]

    @cached_property
    def zeros(self) -> dict[Columns, Floats]:
        """For each set of columns with a rule, the logarithm of what is possible: 0, or -inf for a structural zero."""
        found: dict[Columns, Floats] = {}
        for rule in self.impossible:
            columns = tuple(sorted(self.names.index(name) for name in rule))
            table = found.setdefault(columns, np.zeros([self.sizes[column] for column in columns]))
            chosen = [[self.columns[column].places[value] for value in rule[self.names[column]]] for column in columns]
            table[np.ix_(*chosen)] = -np.inf
        return found

    def _check_rule(self, rule: Rule, place: str) -> None:
        if not rule:
            raise BadInput("rule_empty", "The rule names no column.", "Name columns and their categories.", place)
        for name, values in rule.items():
            if name not in self.names:
                raise BadInput(
                    "rule_unknown_column", f"There is no column {shown(name)}.", "Use a column above.", place
                )
            unknown = [value for value in values if value not in self.columns[self.names.index(name)].places]
            if unknown or not values:
                said = f"The column {shown(name)} has no category {shown(unknown[0] if unknown else '')}."
                raise BadInput("rule_unknown_category", said, "Use its categories.", place)

    def _check_what_is_left(self) -> None:
        if largest(self.zeros, self.sizes) > MOST_CELLS:
            said = f"The structural zeros tie together columns with more than {MOST_CELLS:,} combinations."
            raise BadInput("rules_too_wide", said, "Let each rule name two or three columns.", "impossible")
        if fit((), 1.0, self.sizes, self.zeros).distribution.log_sum == -np.inf:
            raise BadInput(
                "rules_leave_nothing", "The rules make every row impossible.", "Take one away.", "impossible"
            )


def _check_columns(columns: Sequence[Column]) -> None:
    names = [column.name for column in columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise BadInput("duplicate_column", f"The column {shown(twice)} stands there twice.", "Name each column once.")
    if sum(len(column.categories) > 1 for column in columns) < 2:
        said = "Fewer than two columns have more than one category, so there is nothing between columns to keep."
        raise BadInput("one_column", said, "Publish the table of the column instead, with small cells protected.")
    if len(columns) > MOST_COLUMNS:
        raise BadInput("too_many_columns", f"There are {len(columns)} columns.", f"Keep at most {MOST_COLUMNS}.")
    for column in columns:
        _check_categories(column)


def _check_categories(column: Column) -> None:
    place, count = f"column {shown(column.name)}", len(column.categories)
    if not column.categories:
        raise BadInput("no_categories", "It has no categories.", "List them.", place)
    if len(column.places) < count:
        raise BadInput("duplicate_category", "A category stands there twice.", "List each once.", place)
    if count > MOST_CATEGORIES:
        said, remedy = (
            f"It has {count:,} categories.",
            f"Group them to at most {MOST_CATEGORIES}; leave out identifiers.",
        )
        raise BadInput("too_many_categories", said, remedy, place)
    if column.other is not None and column.other not in column.places:
        said = f"Its “other”, {shown(column.other)}, is not among its categories."
        raise BadInput("other_unknown", said, "Add it to the categories.", place)
