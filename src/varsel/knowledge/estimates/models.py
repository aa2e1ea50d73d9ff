"""Frozen counts, what was computed from them, and what of it was released: all of it is only added to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from varsel.base.kernel.records import Fact


class Snapshot(Fact):
    """How many persons stood on exactly these lists, frozen on one day. It holds no person and no pseudonym.

    `title`: as typed, "" where the period names it; of a published example its key.
    `lists`: [{"name", "organisations": [keys], "kind"}], at most six; the kind is "" where the name was typed.
    `cells`: [[year, value of the covariate, pattern, persons]], the year and the value "" where nothing is known of
    them; bit j of the pattern says "on list j".
    `on_no_list`: persons of the definition whom none of the lists holds; they are in no cell.
    """

    class Origin(models.TextChoices):
        FACTS = "facts"  # the centre's own cases
        OUTSIDE = "outside"  # a table that a trusted party made, without names
        PUBLISHED = "published"  # an example from the literature

    origin = models.CharField(max_length=10, choices=Origin)
    title = models.CharField(max_length=120)
    definition = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)  # the last day that counts
    cut_off = models.DateField(null=True, blank=True)
    covariate = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)  # whoever brought it in says so; a second person compares
    lists = models.JSONField()
    cells = models.JSONField()
    on_no_list = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_estimate"
    shown_in_dump = frozenset({"created_at", "id", "origin"})

    class Meta:
        ordering = ("-created_at", "-id")
        constraints = (
            models.CheckConstraint(
                condition=~Q(origin="facts") | ~Q(definition="") & Q(cut_off__isnull=False),
                name="snapshot_of_facts_says_what_it_counts",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="snapshot_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Estimate(Fact):
    """One run of the method over a snapshot, with all that it takes to repeat it.

    `part`: "" for the whole snapshot, else "year:2020" or "sex:woman". `result`: the library's own answer, or
    {"refused": {"code", "place", "remedy"}} where the table could not be estimated from at all.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="estimates")
    part = models.CharField(max_length=60, blank=True)
    threshold = models.FloatField()
    bootstrap = models.PositiveIntegerField()
    seed = models.PositiveBigIntegerField()
    versions = models.JSONField()
    result = models.JSONField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_estimate"
    shown_in_dump = frozenset({"created_at", "id"})

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return "estimate"


class Release(Fact):
    """What is to be published of an estimate: the protected table, and the estimate made from that table anew.

    `base`: counts are rounded to its multiples; 1 where they were public before. `table` is the CSV file as it is
    published, "" where only a refusal is released. `document` is the whole public paper.
    """

    class Kind(models.TextChoices):
        ESTIMATE = "estimate"
        NOT_ESTIMABLE = "not_estimable"

    estimate = models.ForeignKey(Estimate, models.PROTECT, related_name="releases")
    reference = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    base = models.PositiveSmallIntegerField()
    table = models.TextField(blank=True)
    document = models.JSONField()
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_estimate"
    shown_in_dump = frozenset({"created_at", "id", "kind", "reference"})

    class Meta:
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.reference


class ReleaseStep(Fact):
    """How far a release has come. Each step follows another, and only one can: of two at once, one succeeds."""

    class Kind(models.TextChoices):
        PROPOSED = "proposed"
        PUBLISHED = "published"
        DECLINED = "declined"
        WITHDRAWN = "withdrawn"

    release = models.ForeignKey(Release, models.PROTECT, related_name="steps")
    predecessor = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="successor")
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    retention = "with_its_estimate"
    shown_in_dump = frozenset({"created_at", "id", "kind"})

    class Meta:
        ordering = ("created_at", "id")
        constraints = (
            models.UniqueConstraint(fields=("release",), condition=Q(predecessor=None), name="release_first_once"),
            models.CheckConstraint(
                condition=Q(predecessor=None, kind="proposed") | Q(predecessor__isnull=False) & ~Q(kind="proposed"),
                name="release_begins_with_a_proposal",
            ),
        )

    def __str__(self) -> str:
        return self.kind
