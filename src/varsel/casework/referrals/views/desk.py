"""The hotline's desk: the call is noted while it lasts, and ends as advice or as a referral."""

from collections.abc import Callable
from functools import partial

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from varsel.base.accounts.gate import StaffRequest, gate
from varsel.base.accounts.permissions import Permission
from varsel.base.audit.verbs import Verb
from varsel.casework.referrals.access.outreach import contacts
from varsel.casework.referrals.actions.contacts import open_contact, save_contact
from varsel.casework.referrals.forms.staff import ContactLogForm, LookUpForm
from varsel.casework.referrals.forms.state import State
from varsel.casework.referrals.models import Contact
from varsel.casework.referrals.models.words import Caller
from varsel.casework.referrals.rules.situation import Sender
from varsel.casework.referrals.views.sending import sent_once

PURPOSE = "hotline"
# The desk writes the referral for whoever called.
SENDERS = {Caller.SELF: Sender.SELF, Caller.AUTHORITY: Sender.PROFESSIONAL, Caller.NGO: Sender.PROFESSIONAL}


@gate(Permission.CONTACT_LOG, Verb.CONTACT_LOG, purpose=PURPOSE)
def desk(request: StaffRequest) -> HttpResponse:
    """The open call, or a new one."""
    contact = open_contact(by=request.user)
    form = ContactLogForm(request.POST or _noted(contact), label_suffix="")
    if request.method == "POST" and form.is_valid():
        saved = sent_once(request, form, "contact:log", _save(request, contact, form))
        if saved is not None:
            return _saved(request, contact, form)
    request.seen(contact)
    context = {
        "form": form,
        "contact": contact,
        "look_up": LookUpForm(),
        "earlier": contacts(request.user).exclude(ended_at=None).count(),
    }
    return render(request, "referrals/desk.html", context, status=422 if form.errors else 200)


def _save(request: StaffRequest, contact: Contact, form: ContactLogForm) -> Callable[[], Contact]:
    typed = request.POST.get("version", "")
    version = int(typed) if typed.isdecimal() else 0
    end = request.POST.get("go") == "advice"
    return partial(save_contact, contact=contact, by=request.user, version=version, end=end, **form.cleaned_data)


def _saved(request: StaffRequest, contact: Contact, form: ContactLogForm) -> HttpResponse:
    if request.POST.get("go") == "referral":
        context = {"state": _state(contact, form.cleaned_data).sealed()}
        request.seen(contact)
        return render(request, "referrals/desk_refer.html", context)
    return HttpResponseRedirect(reverse("inbox:desk"))


def _noted(contact: Contact) -> dict[str, str]:
    note = contact.note.open(PURPOSE) if contact.note else ""
    return {"note": note, "channel": contact.channel, "caller": contact.caller}


def _state(contact: Contact, noted: dict[str, str]) -> State:
    """A referral form that begins with what was noted."""
    return State(
        sender=SENDERS.get(Caller(contact.caller), Sender.PUBLIC),
        user=str(contact.user_id),
        contact=str(contact.pk),
        answers={"narrative": noted["note"]},
    )
