"""Frozen counts, estimates and releases for tests; the published table of the United Kingdom where none is given."""

import io
from typing import Any

import factory
from factory.django import DjangoModelFactory

from tests.factories.accounts import UserFactory
from varsel.analysis.estimation import read_table
from varsel.knowledge.estimates.models import Estimate, Release, ReleaseStep, Snapshot
from varsel.knowledge.estimates.rules import counting
from varsel.knowledge.estimates.rules.examples import UNITED_KINGDOM

LISTS = ["LA", "NG", "PF", "GO", "GP", "NCA"]


def cells() -> list[Any]:
    return counting.cells_of(read_table(io.StringIO(UNITED_KINGDOM.csv)))


class SnapshotFactory(DjangoModelFactory[Snapshot]):
    class Meta:
        model = Snapshot

    origin = Snapshot.Origin.OUTSIDE
    title = "Seks lister"
    source = "a test"
    lists = factory.LazyFunction(lambda: [{"name": name, "organisations": []} for name in LISTS])
    cells = factory.LazyFunction(cells)
    taken_by = factory.SubFactory(UserFactory)


class EstimateFactory(DjangoModelFactory[Estimate]):
    """A run whose answer is that nothing could be estimated; with numbers it is made by the action."""

    class Meta:
        model = Estimate

    snapshot = factory.SubFactory(SnapshotFactory)
    threshold, bootstrap, seed = 0.02, 0, 1
    versions = factory.LazyFunction(lambda: {"varsel": "0"})
    result = factory.LazyFunction(lambda: {"refused": {"code": "no_overlap", "place": "the table", "remedy": "Link."}})
    made_by = factory.SubFactory(UserFactory)


class ReleaseFactory(DjangoModelFactory[Release]):
    class Meta:
        model = Release

    estimate = factory.SubFactory(EstimateFactory)
    reference = factory.Sequence("r{}".format)
    kind = Release.Kind.NOT_ESTIMABLE
    base = 1
    document = factory.LazyFunction(
        lambda: {
            "estimable": False,
            "in_words": {
                language: {"title": "Seks lister", "meaning": ["Nej."], "doubts": [], "criticism": []}
                for language in ("da", "en")
            },
        }
    )
    prepared_by = factory.SubFactory(UserFactory)


class ReleaseStepFactory(DjangoModelFactory[ReleaseStep]):
    class Meta:
        model = ReleaseStep

    release = factory.SubFactory(ReleaseFactory)
    kind = ReleaseStep.Kind.PROPOSED
    by = factory.SubFactory(UserFactory)
