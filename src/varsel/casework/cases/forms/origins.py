"""Naming the case that a referral belongs to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from varsel.base.accounts.models import User
from varsel.casework.cases.access import own_cases
from varsel.casework.cases.rules.numbers import read_number


class JoinForm(forms.Form):
    """The number of one of the user's own cases; a mistyped one is noticed by its check character."""

    number = forms.CharField(
        label=_("Case number"), max_length=12, help_text=_("Eight characters, as they stand on top of the case.")
    )

    def __init__(self, by: User, *args: Any, **kwargs: Any) -> None:
        self.by = by
        super().__init__(*args, **kwargs)

    def clean_number(self) -> str:
        number = read_number(self.cleaned_data["number"])
        if number is None:
            raise forms.ValidationError(_("This is no case number. Look at it once more."))
        if not own_cases(self.by).filter(number=number).exists():
            raise forms.ValidationError(_("You are not on the team of such a case."))
        return number
