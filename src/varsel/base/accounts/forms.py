"""The shape of what is asked about people and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts import queries
from varsel.base.actors.models import Organisation, Unit
from varsel.base.design.controls import DateField, field_of
from varsel.base.kernel.packs.legal_days import legal_today


class RoleChoice(forms.ModelChoiceField):
    """Roles by their label in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class PlaceForm(forms.Form):
    """An organisation, a unit of it where there is one, and the first day."""

    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), required=False)
    since = DateField(label=_("From"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = legal_today()
        names = {one.pk: name for one, name in queries.organisations(today)}
        field_of(self, "organisation", forms.ChoiceField).choices = [("", ""), *names.items()]
        field_of(self, "unit", forms.ModelChoiceField).queryset = queries.units()
        self.fields["since"].initial = today


class InviteForm(PlaceForm):
    """A new log-in; the e-mail is where the invitation goes."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("The invitation is sent here and holds only a link."))
    display_name = forms.CharField(label=_("Name"), max_length=120)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    field_order = ("email", "display_name", "language", "organisation", "unit", "since")


class GrantForm(forms.Form):
    """A role and its days."""

    role = RoleChoice(queries.roles_on_offer(), label=_("Role"), empty_label=None, widget=forms.RadioSelect)
    since = DateField(label=_("From"))
    until = DateField(label=_("First day without it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = legal_today()


class EndForm(forms.Form):
    """The first day without it."""

    until = DateField(label=_("First day without it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = legal_today()


class ApprovalForm(forms.Form):
    """Yes or no; the two buttons say it."""

    answer = forms.ChoiceField(choices=[("approve", ""), ("decline", "")], widget=forms.HiddenInput)


class LanguageForm(forms.Form):
    """The language of the pages, and the page to come back to."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    back = forms.CharField(required=False, widget=forms.HiddenInput)


class SearchForm(forms.Form):
    """A text in a name or an e-mail, and where the last page ended."""

    text = forms.CharField(label=_("Name or e-mail"), required=False, max_length=100)
    after = forms.CharField(required=False, max_length=254, widget=forms.HiddenInput)
