"""The administration of log-ins."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from varsel.base.accounts import access, queries
from varsel.base.accounts.actions import people, roles
from varsel.base.accounts.forms import ApprovalForm, EndForm, GrantForm, InviteForm, PlaceForm, SearchForm
from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.models import User
from varsel.base.accounts.permissions import Permission, in_words
from varsel.base.accounts.views.forms import accepted, answered, shown
from varsel.base.actors.queries import organisation_name
from varsel.base.audit.verbs import Verb
from varsel.base.kernel.packs.legal_days import legal_today

may_manage = gate(Permission.USER_MANAGE, Verb.USER_READ)


@gate(Permission.USER_LIST, Verb.USER_LIST)
def people_list(request: StaffRequest) -> HttpResponse:
    """The people with a log-in, by e-mail, fifty on a page."""
    form = SearchForm(request.GET)
    sought = form.cleaned_data if form.is_valid() else {}
    found = list(queries.people(request.user, **sought)[: queries.PAGE + 1])
    rows = request.listed(found[: queries.PAGE], criterion={"text": sought["text"]} if sought.get("text") else {})
    following = rows[-1].email if len(found) > queries.PAGE else None
    return TemplateResponse(request, "accounts/people.html", {"form": form, "people": rows, "next": following})


@may_manage
def invite(request: StaffRequest) -> HttpResponse:
    """A new log-in, and the mail with its link; then the person's page, where the link can be sent again."""

    def act(data: dict[str, Any]) -> None:
        made.append(people.create(by=request.user, **data))
        _send_link(request, made[0])

    made: list[User] = []
    form = InviteForm(request.POST or None)
    request.seen(request.user)
    if accepted(request, form, act):
        return HttpResponseRedirect(_page(made[0]))
    return shown(request, "accounts/invite.html", form)


@gate(Permission.USER_LIST, Verb.USER_READ)
def person(request: StaffRequest, user: UUID) -> HttpResponse:
    """One log-in: organisations by date, roles, and what may be done with it."""
    found = access.require(request.user, user)
    request.seen(found)
    today = legal_today()
    names = {one.pk: name for one, name in queries.organisations(today)}
    memberships = found.memberships.select_related("unit").order_by("-since")
    context = {
        "person": found,
        "memberships": [(one, names[one.organisation_id]) for one in memberships],
        "grants": queries.grants(found, today),
        "awaits_password": found.is_active and not found.has_usable_password(),
        "may_manage": request.user.has(Permission.USER_MANAGE),
        "may_grant": request.user.has(Permission.ROLE_GRANT) and found != request.user,
    }
    return TemplateResponse(request, "accounts/person.html", context)


@may_manage
def move(request: StaffRequest, user: UUID) -> HttpResponse:
    """To another organisation from a day on."""
    found = _seen(request, user)
    return answered(
        request,
        PlaceForm(request.POST or None),
        lambda data: people.move(by=request.user, user=found, **data),
        template="accounts/move.html",
        then=_page(found),
        person=found,
    )


@gate(Permission.ROLE_GRANT, Verb.USER_READ)
def grant(request: StaffRequest, user: UUID) -> HttpResponse:
    """A role from a day on."""
    found = _seen(request, user)
    return answered(
        request,
        GrantForm(request.POST or None),
        lambda data: roles.grant(by=request.user, user=found, **data),
        template="accounts/grant.html",
        then=_page(found),
        person=found,
        hints={role.pk: role.description for role in queries.roles_on_offer()},
    )


@gate(Permission.ROLE_GRANT, Verb.USER_READ)
def end_role(request: StaffRequest, user: UUID, grant: UUID) -> HttpResponse:
    """The end of a role."""
    found = _seen(request, user)
    held = access.require_grant(found, grant)

    def act(data: dict[str, date]) -> None:
        roles.end(by=request.user, grant=held, **data)

    return answered(
        request, EndForm(request.POST or None), act, template="accounts/end.html", then=_page(found), grant=held
    )


@gate(Permission.ROLE_APPROVE, Verb.USER_READ)
def approve_role(request: StaffRequest, grant: UUID) -> HttpResponse:
    """The second pair of eyes on a role that somebody else gave to somebody else."""
    waiting = access.require_to_approve(request.user, grant)
    request.seen(waiting.user)
    membership = waiting.user.membership

    def act(data: dict[str, str]) -> None:
        answer = roles.approve if data["answer"] == "approve" else roles.decline
        answer(by=request.user, grant=waiting)

    return answered(
        request,
        ApprovalForm(request.POST or None),
        act,
        template="accounts/approve.html",
        then=reverse("home"),
        grant=waiting,
        person=waiting.user,
        organisation=membership and organisation_name(membership.organisation, legal_today()),
        allowed=in_words(waiting.role.permissions),
    )


ACTS = {
    "close": people.close,
    "reopen": people.reopen,
    "reset-codes": people.reset_codes,
    "send-again": people.send_again,
}
WITH_LINK = ("reset-codes", "send-again")


@may_manage
def change(request: StaffRequest, user: UUID, act: str) -> HttpResponse:
    """Close or open the log-in, reset its one-time codes, or send the link to choose a password again."""
    if request.method != "POST" or act not in ACTS:
        raise Http404
    found = access.require(request.user, user)
    ACTS[act](by=request.user, user=found)
    if act in WITH_LINK:
        _send_link(request, found)
    return HttpResponseRedirect(_page(found))


def _send_link(request: StaffRequest, user: User) -> None:
    """Mail the link after the commit; the next page says it where the mail did not go out."""
    remedy = _("The mail could not be sent, but the log-in stands. Choose “Send the link again” here in a while.")
    people.invite(user, request.build_absolute_uri, failed=lambda: messages.error(request, remedy))


def _seen(request: StaffRequest, user_id: UUID) -> User:
    found = access.require(request.user, user_id)
    request.seen(found)
    return found


def _page(user: User) -> str:
    return reverse("person", kwargs={"user": user.pk})
