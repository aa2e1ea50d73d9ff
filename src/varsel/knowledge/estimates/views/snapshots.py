"""Frozen counts: all of them, a new one, and one with its lists and overlaps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from varsel.analysis.estimation import OverlapTable
from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.base.kernel.refusals import Refusal
from varsel.base.kernel.submissions import key_in, once
from varsel.knowledge.estimates import access, actions, names, queries
from varsel.knowledge.estimates.actions.releases import protected
from varsel.knowledge.estimates.forms import BringInForm, FreezeForm, RunForm
from varsel.knowledge.estimates.models import Snapshot
from varsel.knowledge.estimates.rules import counting, examples
from varsel.knowledge.statistics.queries import threshold


@gate(Permission.ESTIMATE_READ, Verb.ESTIMATE_READ, purpose="statistics")
def overview(request: StaffRequest) -> HttpResponse:
    """The newest frozen counts with their estimates, and the ways to new ones."""
    rows = [(one, names.title(one)) for one in request.listed(queries.snapshots(request.user))]
    may_make = request.user.has(Permission.ESTIMATE_MAKE)
    return render(request, "estimates/list.html", {"snapshots": rows, "may_make": may_make})


@gate(Permission.ESTIMATE_MAKE, Verb.ESTIMATE_READ, purpose="statistics")
def freeze(request: StaffRequest) -> HttpResponse:
    """Freeze the counts of the centre's own cases."""
    form = FreezeForm(queries.offered(legal_today()), request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "freeze", lambda: actions.freeze(by=request.user, **form.said()))
        if made:
            messages.success(request, _("The counts are frozen. Look at the lists, then estimate."))
            return redirect("estimates:snapshot", made)
    request.listed([])
    return render(request, "estimates/freeze.html", {"form": form}, status=422 if form.errors else 200)


@gate(Permission.ESTIMATE_MAKE, Verb.ESTIMATE_READ, purpose="statistics")
def bring_in(request: StaffRequest) -> HttpResponse:
    """Take in an overlap table that was made elsewhere; a faulty one is told its line, and nothing is kept."""
    form = BringInForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = sent(
            request,
            form,
            "bring_in",
            lambda: actions.bring_in(
                by=request.user,
                title=said["title"],
                table=said["file"],
                source=said["source"],
                origin=Snapshot.Origin.OUTSIDE,
                is_public=said["is_public"],
            ),
        )
        if made:
            return redirect("estimates:snapshot", made)
    request.listed([])
    return render(request, "estimates/bring_in.html", {"form": form}, status=422 if form.errors else 200)


@gate(Permission.ESTIMATE_MAKE, Verb.ESTIMATE_READ, purpose="statistics")
def example(request: StaffRequest) -> HttpResponse:
    """A table from the literature, to see a whole estimate at once."""
    one = examples.UNITED_KINGDOM
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "example", lambda: actions.bring_in_example(by=request.user, example=one))
        if made:
            return redirect("estimates:snapshot", made)
    request.listed([])
    return render(request, "estimates/example.html", {"form": form, "example": one})


@gate(Permission.ESTIMATE_READ, Verb.ESTIMATE_READ, purpose="statistics")
def snapshot_page(request: StaffRequest, snapshot: UUID) -> HttpResponse:
    """Lists and overlaps of one snapshot, and its estimates."""
    found = access.require(request.user, Snapshot, snapshot)
    return _shown(request, found, RunForm(found))


@gate(Permission.ESTIMATE_MAKE, Verb.ESTIMATE_READ, purpose="statistics")
def run(request: StaffRequest, snapshot: UUID) -> HttpResponse:
    """Estimate from one snapshot; takes a second or two, and writes when it is done."""
    found = access.require(request.user, Snapshot, snapshot)
    form = RunForm(found, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "run", lambda: actions.run(by=request.user, snapshot=found, **form.cleaned_data))
        if made:
            return redirect("estimates:result", made)
    return _shown(request, found, form)


def _shown(request: StaffRequest, snapshot: Snapshot, form: RunForm) -> HttpResponse:
    request.seen(snapshot)
    context = {
        "snapshot": snapshot,
        "title": names.title(snapshot),
        "form": form,
        "may_make": access.sees_small_numbers(request.user),
        "overlaps": overlaps_for(request, snapshot),
        "runs": [(one, queries.part_words(snapshot, one.part)) for one in queries.estimates_of(snapshot)],
    }
    return render(request, "estimates/snapshot.html", context, status=422 if form.errors else 200)


@gate(Permission.ESTIMATE_MAKE, Verb.ESTIMATE_EXPORT, purpose="statistics")
def download(request: StaffRequest, snapshot: UUID) -> HttpResponse:
    """The counts as they are, for `varsel estimate` inside the house. They are not for publication."""
    found = access.require(request.user, Snapshot, snapshot)
    request.seen(found)
    text = counting.csv_of(_table(found, ""))
    headers = {"Content-Disposition": 'attachment; filename="overlaps-internal.csv"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def sent(request: StaffRequest, form: forms.Form, act: str, do: Callable[[], Any]) -> UUID | None:
    """The id of what was made, once for each form; None when it was refused, the reason then stands in the form."""
    try:
        return once(key_in(request.POST), action=f"estimates.{act}", by=request.user, do=do)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.remedy))
        request.refuse(refusal)
        return None


@dataclass(frozen=True)
class ListRow:
    """A list as the page shows it; counts in persons."""

    name: str
    organisations: list[str]
    persons: int
    shared: int
    overlaps: list[int]


@dataclass(frozen=True)
class Overlaps:
    """The lists of a snapshot and every pattern that somebody has, exact or rounded."""

    rows: list[ListRow]
    patterns: list[tuple[list[bool], int]]
    observed: int
    rounded_to: int


def overlaps_for(request: StaffRequest, snapshot: Snapshot, part: str = "") -> Overlaps:
    """The counts as this reader may see them: rounded, for whoever does not work with them.

    Only the house's own examples are public by themselves: that a table was published is so far one person's word.
    """
    table, base = _table(snapshot, part), 1
    if snapshot.origin != Snapshot.Origin.PUBLISHED and not access.sees_small_numbers(request.user):
        base = threshold(legal_today())
        table = protected(table, base)
    return laid_out(snapshot, table, base)


def laid_out(snapshot: Snapshot, table: OverlapTable, base: int) -> Overlaps:
    """A table with the snapshot's lists as a page shows it."""
    called, organisations = names.of_lists(snapshot), queries.organisation_names(snapshot)
    rows = [
        ListRow(
            name=called[one["name"]],
            organisations=[organisations.get(key, key) for key in one["organisations"]],
            persons=int(table.on_each[at]),
            shared=int(table.on_each[at] - table.counts[(1 << at) - 1]),
            overlaps=[int(count) for count in table.overlaps[at]],
        )
        for at, one in enumerate(snapshot.lists)
    ]
    patterns = [
        ([bool(on) for on in pattern], int(count))
        for pattern, count in zip(table.patterns, table.counts, strict=True)
        if count
    ]
    patterns.sort(key=lambda one: (sum(one[0]), -one[1]))
    return Overlaps(rows, patterns, table.observed, base)


def _table(snapshot: Snapshot, part: str) -> OverlapTable:
    return counting.table([one["name"] for one in snapshot.lists], snapshot.cells, part)
