"""The questions of the referral, one form a page. Hardly anything is required: who is unsure may still write."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from varsel.base.design.controls import field_of
from varsel.casework.referrals.models.words import Told, choices
from varsel.casework.referrals.queries.pack import grounds
from varsel.casework.referrals.queries.signs import sign_choices
from varsel.casework.referrals.rules.pages import Page
from varsel.casework.referrals.rules.situation import Answer, Danger, Knows, Notified, Presence

LONG = 6000
SHORT = 500
MOMENT = "%Y-%m-%dT%H:%M"


def one_of(kind: type[Any], label: Any, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=choices(kind), required=False, widget=forms.RadioSelect
    )


def words(label: Any, help_text: Any = "", *, rows: int = 3, at_most: int = SHORT) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=at_most, widget=area)


class PageForm(forms.Form):
    """A page, bound to all answers given so far; it reads and checks only its own fields."""

    def __init__(self, data: Mapping[str, Any] | None, *, professional: bool, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        if not professional:
            for name in ("advice_only", "ground"):
                self.fields.pop(name, None)

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, as it was typed; files are not part of it."""
        return {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
            if not isinstance(field, forms.FileField)
        }


class DangerForm(PageForm):
    danger = one_of(Danger, _("Is anyone in danger right now?"))


class PlaceForm(PageForm):
    place = words(
        _("Where is the person now?"), _("Town and street, a workplace, a ship, a place online: as exact as you can.")
    )
    presence = one_of(Presence, _("How long is the person there?"))
    until = forms.DateTimeField(
        label=_("When does that end, or when does the person leave?"),
        help_text=_("If you know it. Day and time."),
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "autocomplete": "off"}, format=MOMENT),
        error_messages={"invalid": _("Write day and time, for example 21-11-2026 14:30, or leave it empty.")},
    )
    exploiter_present = one_of(Answer, _("Is someone there who exploits the person?"))

    def clean_until(self) -> datetime | None:
        """A year far away is a slip of the finger, and no calendar holds it in another time zone."""
        until: datetime | None = self.cleaned_data["until"]
        if until and abs(until.year - timezone.now().year) > 10:
            raise forms.ValidationError(self.fields["until"].error_messages["invalid"])
        return until


class SignsForm(PageForm):
    narrative = words(
        _("What have you seen or heard?"),
        _("In your own words. Write only what you have noticed; do not go and look for more."),
        rows=7,
        at_most=LONG,
    )
    signs = forms.MultipleChoiceField(
        label=_("Do any of these fit?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    persons = forms.IntegerField(
        label=_("How many persons is it about?"),
        required=False,
        min_value=1,
        max_value=500,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a number, for example 3, or leave it empty."),
            "min_value": _("Write 1 or more, or leave it empty."),
            "max_value": _("Write at most 500; say more in the text."),
        },
    )
    person_lines = words(
        _("Who is it about?"),
        _("What you call the person, or a few words: “woman about 25, speaks Romanian”. One line for each person."),
        at_most=3000,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, every_sign: bool = False, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        kept = (data or {}).get("signs") or []
        field_of(self, "signs", forms.ChoiceField).choices = sign_choices(kept, every=every_sign)


class PartnerSignsForm(SignsForm):
    """The same with files: for partners with a log-in alone, since nobody is asked for covert pictures."""

    files = forms.FileField(  # type: ignore[assignment]  # a field takes the place of the attribute only in the class
        label=_("Files"),
        help_text=_("JPEG, PNG or PDF, at most 10 MB each and eight in all. Place and camera data are taken out."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class ChildForm(PageForm):
    child = one_of(Answer, _("Is anyone among them under 18, or perhaps under 18?"))
    notified = one_of(Notified, _("Have you notified the municipality?"))
    not_notified = words(_("If not: why?"))


class KnowsForm(PageForm):
    knows = one_of(Knows, _("Does the person know that you are writing to us?"))
    wants = words(_("What does the person want, if you know?"))
    advice_only = forms.BooleanField(label=_("I only want advice, without saying who it is about"), required=False)
    ground = forms.ChoiceField(
        label=_("On which ground may you pass the name on?"),
        help_text=_("Only if you give a name. If you are in doubt, ask us without saying who it is."),
        required=False,
        widget=forms.RadioSelect,
    )
    told = forms.MultipleChoiceField(
        label=_("Who else has been told?"), choices=choices(Told), required=False, widget=forms.CheckboxSelectMultiple
    )
    planned = words(_("Is a raid or a joint action planned?"), _("When, and who leads it. We keep it to ourselves."))

    def __init__(self, data: Mapping[str, Any] | None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if "ground" in self.fields:
            options = [(each.key, each.label) for each in grounds()]
            field_of(self, "ground", forms.ChoiceField).choices = options


class ContactForm(PageForm):
    sender_contact = words(
        _("How can we reach you safely?"),
        _("Number or mail, when, and what we may say if someone else answers. Empty: you stay anonymous."),
    )
    person_contact = words(
        _("Is there a safe way to reach the person?"),
        _("Only one that nobody else reads or hears. Otherwise leave it empty."),
    )
    person_language = forms.CharField(
        label=_("Which language does the person speak?"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class PartnerContactForm(ContactForm):
    """The same for somebody with a log-in, who is not anonymous."""

    sender_contact = words(
        _("How can we reach you safely?"),
        _("The centre sees your name and organisation. Number or mail, when, and what to say if someone else answers."),
    )


class DeskContactForm(ContactForm):
    """The same at the hotline's desk, where somebody else writes for the one who called."""

    sender_contact = words(
        _("How can we reach the caller safely?"),
        _("Number or mail, when, and what we may say if someone else answers. Empty: the caller stays anonymous."),
    )


FORMS: dict[Page, type[PageForm]] = {
    Page.DANGER: DangerForm,
    Page.PLACE: PlaceForm,
    Page.SIGNS: SignsForm,
    Page.CHILD: ChildForm,
    Page.KNOWS: KnowsForm,
    Page.CONTACT: ContactForm,
}
DESK_FORMS = FORMS | {Page.CONTACT: DeskContactForm}
PARTNER_FORMS = FORMS | {Page.SIGNS: PartnerSignsForm, Page.CONTACT: PartnerContactForm}
