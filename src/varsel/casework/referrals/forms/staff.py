"""The forms of the centre, of street workers and of the hotline."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.design.controls import DateField, field_of
from varsel.casework.referrals.forms.pages import words
from varsel.casework.referrals.models.words import Caller, Channel, choices
from varsel.casework.referrals.queries.signs import sign_choices
from varsel.casework.referrals.rules.lookup import understood


def seen_last(posted: Mapping[str, str]) -> UUID | None:
    """The decision that stood on the page; one that cannot be read counts as overtaken."""
    seen = posted.get("after", "")
    try:
        return UUID(seen) if seen else None
    except ValueError:
        return UUID(int=0)


class MessageForm(forms.Form):
    text = words(_("Your message"), rows=4, at_most=4000)


class DecisionForm(forms.Form):
    """What a decision needs; which of it is required is the rule's business, so that its refusal names it."""

    recipient = forms.ChoiceField(label=_("To whom"), required=False)
    ground = forms.ChoiceField(label=_("On which legal ground"), required=False)
    reason = words(_("Reason"), at_most=2000)

    def __init__(self, data: Any = None, *, recipients: Sequence[Any] = (), grounds: Sequence[Any] = ()) -> None:
        super().__init__(data, label_suffix="")
        field_of(self, "recipient", forms.ChoiceField).choices = [("", "–"), *recipients]
        field_of(self, "ground", forms.ChoiceField).choices = [("", "–"), *grounds]


class LookUpForm(forms.Form):
    """What somebody on the telephone has at hand, or remembers."""

    text = forms.CharField(
        label=_("The receipt's code, a number, or a day"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if understood(text) is None:
            raise forms.ValidationError(
                _("This is none of them. A code has 16 signs, a number 8, and a day looks like 21.11.2026.")
            )
        return text


class SuspicionForm(forms.Form):
    first_name = forms.CharField(
        label=_("First name, or what you call the person"),
        help_text=_("Nothing more identifying than that."),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a first name, or whatever you call the person.")},
    )
    place = words(_("Where you meet the person"), rows=2, at_most=200)


class VisitForm(forms.Form):
    on = DateField(label=_("When was it?"))
    signs = forms.MultipleChoiceField(
        label=_("What did you notice?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = words(_("In your own words"), at_most=4000)
    next_visit = DateField(label=_("When do you come again?"), required=False)

    def __init__(self, data: Any = None, *, kept: Sequence[str] = (), every_sign: bool = False) -> None:
        super().__init__(data, label_suffix="", initial={"on": timezone.localdate()})
        field_of(self, "signs", forms.ChoiceField).choices = sign_choices(kept, every=every_sign)

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError(_("That day has not come yet. Write a day up to today."))
        return on

    def clean_next_visit(self) -> date | None:
        following: date | None = self.cleaned_data["next_visit"]
        if following and following < timezone.localdate():
            raise forms.ValidationError(_("That day has passed. Write a day from today on, or leave it empty."))
        return following


class ContactLogForm(forms.Form):
    note = words(
        _("What is it about?"),
        _("What is needed to help, and no verbatim talk: notes can be asked for in court."),
        rows=8,
        at_most=6000,
    )
    channel = forms.ChoiceField(label=_("How"), choices=choices(Channel), widget=forms.RadioSelect)
    caller = forms.ChoiceField(label=_("Who"), choices=choices(Caller), widget=forms.RadioSelect)
