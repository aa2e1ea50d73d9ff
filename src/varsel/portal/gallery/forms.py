"""One field of every kind, so that each control can be looked at and checked."""

from typing import ClassVar

from django import forms

from varsel.base.design.controls import DateField


class EveryControl(forms.Form):
    """The words are those of the referral, so that they are judged as somebody in a hurry reads them."""

    danger = forms.ChoiceField(
        label="Er nogen i fare lige nu?",
        help_text="Ring 112, hvis det sker nu.",
        widget=forms.RadioSelect,
        choices=[("yes", "Ja"), ("no", "Nej"), ("unknown", "Det ved jeg ikke")],
    )
    signs = forms.MultipleChoiceField(
        label="Hvad har du set?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Har ikke selv sit pas"), ("b", "Sover hvor der arbejdes"), ("c", "Tør ikke tale alene")],
        required=False,
    )
    place = forms.CharField(label="Hvor er personen nu?", help_text="By, gade eller sted.")
    county = forms.ChoiceField(
        label="Politikreds", choices=[("", "Vælg"), ("k", "Københavns Politi"), ("f", "Fyns Politi")], required=False
    )
    seen = DateField(label="Hvornår så du det?", help_text="For eksempel 27 3 2026.")
    until = forms.DateField(
        label="Tilbageholdt til", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    story = forms.CharField(
        label="Fortæl med dine egne ord", widget=forms.Textarea(attrs={"rows": 4}), max_length=500, required=False
    )
    file = forms.FileField(label="Vedhæft", required=False)
    reached = forms.BooleanField(label="I må gerne kontakte mig", required=False)

    FAULTY: ClassVar[dict[str, str]] = {"seen_day": "31", "seen_month": "2", "seen_year": "2026"}
