"""What an analyst may ask of the live table."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _


class CutOffForm(forms.Form):
    """The day up to and including which decisions count; today where none is given."""

    cut_off = forms.DateField(
        label=_("Cut-off date"),
        help_text=_("Decisions up to and including this day are counted."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def cut_off_or(self, today: date) -> date:
        """The chosen day; today where there is none or it is not a day."""
        return (self.cleaned_data.get("cut_off") if self.is_valid() else None) or today
