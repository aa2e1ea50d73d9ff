"""Two pages that say how: overlaps without exchanging names, and synthetic microdata."""

from django.http import HttpResponse
from django.shortcuts import render

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb


@gate(Permission.ESTIMATE_READ, Verb.ESTIMATE_READ, purpose="statistics")
def without_names(request: StaffRequest) -> HttpResponse:
    """Who does what, where and in which order, so that overlaps are counted and no name leaves its organisation."""
    request.listed([])
    return render(request, "estimates/without_names.html")


@gate(Permission.ESTIMATE_READ, Verb.ESTIMATE_READ, purpose="statistics")
def synthetic(request: StaffRequest) -> HttpResponse:
    """What synthetic microdata are, when they are not worth it, and the command."""
    request.listed([])
    return render(request, "estimates/synthetic.html")
