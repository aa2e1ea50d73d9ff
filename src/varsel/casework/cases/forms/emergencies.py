"""Naming the case that cannot wait, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EmergencyForm(forms.Form):
    """A number and a reason; whether such a case may be opened is the act's to say."""

    number = forms.CharField(
        label=_("Case number"), max_length=12, help_text=_("Eight characters, as they stand on top of the case.")
    )
    reason = forms.CharField(
        label=_("Why can it not wait for the team?"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
