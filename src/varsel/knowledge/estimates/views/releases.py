"""Releasing: what would be published beside what is known inside, and the steps of two persons."""

import io
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from varsel.analysis.estimation import read_table
from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.knowledge.estimates import access, actions, names, queries
from varsel.knowledge.estimates.actions.releases import claimed_public
from varsel.knowledge.estimates.forms import StepForm
from varsel.knowledge.estimates.models import Estimate, Release, ReleaseStep, Snapshot
from varsel.knowledge.estimates.rules import results
from varsel.knowledge.estimates.views.snapshots import Overlaps, laid_out, sent
from varsel.knowledge.estimates.words import Headline, headline
from varsel.knowledge.statistics.queries import threshold

Kind = ReleaseStep.Kind
DONE = {
    "propose": gettext_lazy("The release is proposed. A second person publishes or declines it."),
    "publish": gettext_lazy("The estimate stands on the public page of figures now."),
    "decline": gettext_lazy("The proposal is declined. Nothing was published."),
    "withdraw": gettext_lazy(
        "The estimate does not stand on the public page any more. Who has downloaded it keeps it."
    ),
}


@gate(Permission.ESTIMATE_RELEASE, Verb.ESTIMATE_READ, purpose="statistics")
def prepare(request: StaffRequest, estimate: UUID) -> HttpResponse:
    """What releasing this estimate means, and the button that rounds the counts and computes anew."""
    found = access.require(request.user, Estimate, estimate)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = sent(request, form, "prepare", lambda: actions.prepare(by=request.user, estimate=found))
        if made:
            return redirect("estimates:release", made)
    request.seen(found)
    context = {
        "estimate": found,
        "title": names.title(found.snapshot),
        "form": form,
        "estimable": results.is_publishable(found.result),
        "claimed": found.snapshot.origin == Snapshot.Origin.OUTSIDE,
        "base": 1 if found.snapshot.is_public else threshold(legal_today()),
    }
    return render(request, "estimates/prepare.html", context, status=422 if form.errors else 200)


@gate(Permission.ESTIMATE_RELEASE, Verb.ESTIMATE_READ, purpose="statistics")
def release_page(request: StaffRequest, release: UUID) -> HttpResponse:
    """One release: the numbers inside and outside, what would be published, and the next step."""
    found = access.require(request.user, Release, release)
    form = StepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        step, has_compared = form.cleaned_data["step"], form.cleaned_data["compared"]
        if sent(request, form, "step", lambda: _take(request, found, step, has_compared=has_compared)):
            messages.success(request, str(DONE[step]))
            return redirect("estimates:release", found.pk)
    request.seen(found)
    last = queries.last_step(found)
    context = {
        "release": found,
        "snapshot": found.estimate.snapshot,
        "part": queries.part_words(found.estimate.snapshot, found.estimate.part),
        "claimed_public": claimed_public(found),
        "overlaps": _table_of(found),
        "form": form,
        "last": last,
        "steps": found.steps.select_related("by"),
        "is_own": request.user.pk in {found.prepared_by_id, last.by_id if last else None},
        "compared": _compared(request, found),
        "paper": found.document,
        "said": found.document["in_words"][request.user.language],
    }
    return render(request, "estimates/release.html", context, status=422 if form.errors else 200)


def _table_of(release: Release) -> Overlaps | None:
    """The very table that would be published; none goes with a refusal."""
    if not release.table:
        return None
    return laid_out(release.estimate.snapshot, read_table(io.StringIO(release.table)), release.base)


def _take(request: StaffRequest, release: Release, step: str, *, has_compared: bool) -> ReleaseStep:
    if step == "propose":
        return actions.propose(by=request.user, release=release)
    if step == "withdraw":
        return actions.withdraw(by=request.user, release=release)
    return actions.answer(by=request.user, release=release, publish=step == "publish", compared=has_compared)


def _compared(request: StaffRequest, release: Release) -> list[tuple[str, Headline]]:
    """The number inside the house, for who may read it, and the one to be published. None for a refusal."""
    if release.kind == Release.Kind.NOT_ESTIMABLE:
        return []
    inside = release.estimate
    name = _("From the rounded counts, to be published") if release.base > 1 else _("To be published")
    published = (name, headline(release.document["result"]))
    if not access.sees_results(request.user, inside.snapshot):
        return [published]
    return [(_("From the counts as they are"), headline(inside.result)), published]
