"""Reads for the pages of estimates, and what of them the public may know."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from varsel.base.accounts.models import User
from varsel.base.accounts.queries import organisations
from varsel.base.design.waiting import Waiting
from varsel.casework.cases.queries import facts
from varsel.knowledge.estimates import access, names
from varsel.knowledge.estimates.models import Estimate, Release, ReleaseStep, Snapshot
from varsel.knowledge.estimates.rules import counting
from varsel.knowledge.statistics.queries import value_labels

PAGE = 50
CENTRE = "organisation_kind:centre"
OWN_LISTS = 4  # kinds of organisation that are a list by themselves, to begin with
# What the covariates are called among the dimensions of statistics, which know the words for their values.
DIMENSION = {"form_group": "form"}


@dataclass(frozen=True)
class Offered:
    """An organisation that has registered somebody: its name, how many, and the list it is put on to begin with.

    `kind` is the house's key of that list, `suggested` what it is called; both "" where it is put on none.
    """

    key: str
    name: str
    persons: int
    kind: str
    suggested: str


def offered(on: date) -> list[Offered]:
    """The organisations with registers, put together by kind; the kinds that hold few persons become one list.

    The centre is put on no list: everybody who is counted has a case with it, so its register says nothing.
    """
    counts = counting.on_each(counting.persons(facts(on=on), "assessed_and_presumed"))
    found = [(one, name) for one, name in organisations(on) if counts[one.key]]
    persons = Counter({CENTRE: 0})
    for one, _name in found:
        persons[one.kind_id] += counts[one.key]
    del persons[CENTRE]
    own = {kind: kind.partition(":")[2] for kind, _persons in persons.most_common(OWN_LISTS)}
    kinds = {**dict.fromkeys(persons, names.OTHERS), **own, CENTRE: ""}
    called = {**names.of_kinds(), "": ""}
    rows = [
        Offered(one.key, name, counts[one.key], kind := kinds[one.kind_id], called.get(kind, kind))
        for one, name in found
    ]
    return sorted(rows, key=lambda row: (-row.persons, row.name))


def snapshots(user: User) -> QuerySet[Snapshot]:
    """The newest frozen counts, each with its estimates, newest first."""
    runs = Estimate.objects.order_by("-created_at").defer("result")
    return access.visible_to(user, Snapshot).prefetch_related(Prefetch("estimates", runs))[:PAGE]


def estimates_of(snapshot: Snapshot) -> QuerySet[Estimate]:
    return snapshot.estimates.select_related("made_by")


def part_words(snapshot: Snapshot, part: str) -> str:
    """A part of a snapshot in the reader's language; "" for the whole."""
    kind, _colon, value = part.partition(":")
    if kind != "value":
        return value
    dimension = DIMENSION.get(snapshot.covariate, snapshot.covariate)
    return value_labels(dimension).get(value, value)


def parts(snapshot: Snapshot) -> list[tuple[str, str]]:
    """What can be estimated by itself, with its words."""
    dimension = DIMENSION.get(snapshot.covariate, snapshot.covariate)
    words = value_labels(dimension) if dimension else {}
    return [(part, words.get(value := part.partition(":")[2], value)) for part in counting.parts(snapshot.cells)]


def organisation_names(snapshot: Snapshot) -> Mapping[str, str]:
    """The names today of the organisations behind the lists, by key; no query where there are none."""
    if not any(one["organisations"] for one in snapshot.lists):
        return {}
    day = snapshot.cut_off or snapshot.created_at.date()
    return {one.key: name for one, name in organisations(day)}


def last_step(release: Release) -> ReleaseStep | None:
    """How far the release has come; None while it is only prepared."""
    return release.steps.filter(successor=None).select_related("by").first()


def released() -> list[Release]:
    """What the public may see: published, and not withdrawn since; newest first."""
    published = ReleaseStep.objects.filter(kind=ReleaseStep.Kind.PUBLISHED, successor=None)
    return list(Release.objects.filter(steps__in=published).order_by("-created_at")[:PAGE])


def released_one(reference: str) -> Release | None:
    published = ReleaseStep.objects.filter(kind=ReleaseStep.Kind.PUBLISHED, successor=None)
    return Release.objects.filter(steps__in=published, reference=reference).first()


def to_answer(user: User) -> list[Waiting]:
    """The proposals that wait for the user: made by others."""
    proposed = ReleaseStep.objects.filter(kind=ReleaseStep.Kind.PROPOSED, successor=None).exclude(by=user)
    found = access.visible_to(user, Release).filter(steps__in=proposed).exclude(prepared_by=user)[:PAGE]
    return [
        Waiting(
            title=_("An estimate to be published: %(title)s") % {"title": names.title(one.estimate.snapshot)},
            url=reverse("estimates:release", args=[one.pk]),
        )
        for one in found
    ]


def references(ids: Iterable[Any]) -> dict[Any, str]:
    """The reference of each release, for auditors."""
    return dict(Release.objects.filter(pk__in=ids).values_list("pk", "reference"))
