"""What an analyst says before counts are frozen, brought in or estimated from."""

import io
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from varsel.analysis.estimation import BadTable, OverlapTable, read_table
from varsel.base.design.controls import DateField, field_of
from varsel.base.kernel.packs.legal_days import legal_today
from varsel.knowledge.estimates import words
from varsel.knowledge.estimates.models import Snapshot
from varsel.knowledge.estimates.queries import Offered, parts
from varsel.knowledge.estimates.rules import counting
from varsel.knowledge.estimates.rules.counting import ListOf
from varsel.knowledge.estimates.rules.results import Said

LARGEST = 20_000  # bytes; six lists have 63 patterns
DEFINITIONS = (
    ("assessed", _("Assessed as exposed to human trafficking")),
    ("assessed_and_presumed", _("Assessed, and those presumed: interviewed, not yet decided on")),
)
COVARIATES = (
    ("", _("Nothing more")),
    ("sex", _("Sex")),
    ("age_group", _("Age group")),
    ("citizenship_group", _("Citizenship group")),
    ("form_group", _("Form of exploitation")),
)
THRESHOLDS = (
    ("0.001", _("0.001: few pairs of lists are corrected for")),
    ("0.005", "0.005"),
    ("0.02", _("0.02: as in the published studies")),
    ("0.05", _("0.05: more pairs are corrected for")),
)
REPLICATES = (("1000", _("1,000 replicates")), ("500", _("500 replicates")), ("200", _("200 replicates: a first look")))


class FreezeForm(forms.Form):
    """Who is counted, when, and which organisation belongs to which list (a field for each)."""

    title = forms.CharField(
        label=_("What to call it"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the counts are called by their period."),
    )
    definition = forms.ChoiceField(
        label=_("Who is counted"), choices=DEFINITIONS, widget=forms.RadioSelect, initial="assessed"
    )
    since = DateField(label=_("First day"), required=False)
    until = DateField(label=_("Last day"), required=False)
    cut_off = DateField(
        label=_("Cut-off date"), help_text=_("What had been decided by the end of this day is counted.")
    )
    covariate = forms.ChoiceField(
        label=_("Beside the year, keep apart by"),
        choices=COVARIATES,
        required=False,
        help_text=_("Choose nothing unless you need it: each further split makes the numbers smaller."),
    )

    def __init__(self, offered: Sequence[Offered], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["cut_off"].initial = legal_today()
        for one in offered:
            self.fields[f"list-{one.key}"] = forms.CharField(
                label=one.name, max_length=40, required=False, initial=one.suggested
            )

    @property
    def asked_first(self) -> list[BoundField]:
        return [self[name] for name in ("title", "definition", "since", "until", "cut_off", "covariate")]

    @property
    def registers(self) -> list[tuple[Offered, BoundField]]:
        """Each organisation with the field that names its list."""
        return [(one, self[f"list-{one.key}"]) for one in self.offered]

    def clean(self) -> None:
        """A colon joins two lists in the names of pairs."""
        for one in self.offered:
            if ":" in self.cleaned_data.get(f"list-{one.key}", ""):
                self.add_error(f"list-{one.key}", _("Write the name without a colon."))

    def lists(self) -> list[ListOf]:
        """The lists as they were named; organisations with the same name are put together."""
        named: dict[str, tuple[str, set[str]]] = {}
        for one in self.offered:
            name = self.cleaned_data[f"list-{one.key}"].strip()
            if name:
                named.setdefault(name.casefold(), (name, set()))[1].add(one.key)
        kinds = {one.suggested: one.kind for one in self.offered}
        return [ListOf(name, frozenset(keys), kinds.get(name, "")) for name, keys in named.values()]

    def said(self) -> dict[str, Any]:
        """What the action takes."""
        asked = ("title", "definition", "since", "until", "cut_off", "covariate")
        return {name: self.cleaned_data[name] for name in asked} | {"lists": self.lists()}


class BringInForm(forms.Form):
    """An overlap table that was made elsewhere, without names."""

    title = forms.CharField(label=_("What to call it"), max_length=120)
    file = forms.FileField(
        label=_("Overlap table (CSV)"),
        help_text=_("One column of 0 and 1 for each list, the last column the number of persons. At most six lists."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    source = forms.CharField(
        label=_("Where it is from"),
        max_length=300,
        help_text=_("Who made it, from which registers, for which years."),
    )
    is_public = forms.BooleanField(
        label=_("These counts have been published before, exactly like this"),
        help_text=_(
            "Then they are not rounded when the estimate is released: a second person compares them with the "
            "published source first. In the house they stay rounded for those who only read."
        ),
        required=False,
    )

    def clean_file(self) -> OverlapTable:
        return _read(self.cleaned_data["file"])


def _read(file: UploadedFile) -> OverlapTable:
    """The table in the file; what is wrong with it, with its line, where it cannot be read."""
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(_("The file is larger than an overlap table can be (20 kB)."))
    try:
        table = read_table(io.StringIO(file.read().decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise forms.ValidationError(_("The file is no UTF-8 text. Save it as CSV in UTF-8.")) from None
    except BadTable as bad:
        raise forms.ValidationError(words.sentence(Said(bad.code, f"{bad.place}: {bad.remedy}"))) from None
    if table.size > counting.MOST_LISTS:
        raise forms.ValidationError(_("A page estimates from at most six lists. Put lists of one kind together."))
    return table


class RunForm(forms.Form):
    """How to estimate; what stands there to begin with is what the published studies used."""

    part = forms.ChoiceField(label=_("What to estimate from"), required=False)
    threshold = forms.TypedChoiceField(
        label=_("Threshold for correcting a pair of lists"), choices=THRESHOLDS, coerce=float, initial="0.02"
    )
    bootstrap = forms.TypedChoiceField(
        label=_("Replicates for the range"), choices=REPLICATES, coerce=int, initial="1000"
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31,
        initial=1,
        help_text=_("The same seed gives the same numbers, here and on the command line."),
    )

    def __init__(self, snapshot: Snapshot, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "part", forms.ChoiceField).choices = [("", _("all of it")), *parts(snapshot)]


class StepForm(forms.Form):
    """The next step of a release; the button says which."""

    step = forms.ChoiceField(choices=[(step, "") for step in ("propose", "publish", "decline", "withdraw")])
    compared = forms.BooleanField(
        label=_("I have compared this table with the published source, and it is the same"), required=False
    )
